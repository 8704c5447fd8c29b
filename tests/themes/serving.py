"""The sample pages as a small web site under the strict policy that the public sites are served with."""

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from PIL import Image, ImageDraw

from sites.build.context import Assets, Page
from themes import assets
from themes.environment import environment

from . import samples

POLICY = "default-src 'self'; frame-ancestors 'none'; form-action 'self'; base-uri 'none'"
TYPES = {"css": "text/css", "js": "text/javascript", "woff2": "font/woff2", "html": "text/html", "png": "image/png"}


def render(page: Page) -> str:
    return environment(page.edition.language.code).get_template(f"pages/{page.template}.jinja").render(page=page)


def addressed(page: Page) -> Page:
    """Return ``page`` with the real names of the theme's files."""
    names = [f"/assets/{assets.public_name(name)}" for name in ("site.css", "site.js", "vertical.js")]
    return replace(page, edition=replace(page.edition, assets=Assets(*names)))


def search_page(code: str, *, with_results: bool = True) -> str:
    """Return the search page as the public search view serves it."""
    shell = render(addressed(samples.page(code, "search")))
    before, rest = shell.split("<!--search:start-->")
    after = rest.split("<!--search:end-->")[1]
    fragment = environment(code).get_template("fragments/search_results.jinja")
    return before + fragment.render(search=samples.search_page(code, with_results=with_results)) + after


def pages() -> dict[str, str]:
    """Return every sample page by its path, ``CODE/NAME.html``."""
    made = {}
    for code in samples.CODES:
        for template in samples.TEMPLATES:
            made[f"{code}/{template}.html"] = render(addressed(samples.page(code, template)))
        for lists in samples.LISTS:
            page = samples.page(code, "column", lists=lists)
            made[f"{code}/column-{lists}.html"] = render(addressed(page))
        made[f"{code}/column-empty.html"] = render(addressed(samples.bare(samples.page(code, "column"))))
        made[f"{code}/home-bare.html"] = render(addressed(samples.bare(samples.page(code, "home"))))
        made[f"{code}/preview.html"] = render(replace(addressed(samples.page(code, "article")), is_preview=True))
        made[f"{code}/search-results.html"] = search_page(code)
        made[f"{code}/search-none.html"] = search_page(code, with_results=False)
    return made


def picture() -> bytes:
    """Return a picture of hills under a sky."""
    image = Image.new("RGB", (1200, 800), "#b9d4ea")
    draw = ImageDraw.Draw(image)
    draw.ellipse((820, 110, 960, 250), fill="#fff3c4")
    draw.polygon([(0, 560), (300, 380), (620, 560), (900, 420), (1200, 580), (1200, 800), (0, 800)], fill="#7fa36b")
    draw.polygon([(0, 680), (500, 560), (1200, 700), (1200, 800), (0, 800)], fill="#587e4c")
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


@contextmanager
def served() -> Iterator[str]:
    """Serve the sample pages; give the origin."""
    files = {f"/{path}": text.encode() for path, text in pages().items()}
    files |= {f"/assets/{name}": data for name, data in assets.files().items()}
    files[f"/media/{samples.PICTURE_DIGEST[:2]}/{samples.PICTURE_DIGEST}.png"] = picture()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            data = files.get(self.path.split("?")[0])
            self.send_response(200 if data is not None else 404)
            extension = self.path.split("?")[0].rpartition(".")[2]
            self.send_header("Content-Type", f"{TYPES.get(extension, 'text/plain')}; charset=utf-8")
            self.send_header("Content-Security-Policy", POLICY)
            self.send_header("Content-Length", str(len(data or b"")))
            self.end_headers()
            self.wfile.write(data or b"")

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
