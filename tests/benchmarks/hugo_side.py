"""The same content as a Hugo project: all sites in one, each a section below the host's root, or one project a site.

Hugo is given what is fastest for it: bodies that are HTML already, front matter in JSON, fragments rendered once for
each site and section, no minification, no checks of its own.
"""

import json
import shutil
from pathlib import Path
from typing import Any

from themes.theme import Theme

from . import exchange

LAYOUTS = Path(__file__).parent / "hugo_layouts"


def write(folder: Path, theme: Theme) -> list[Path]:
    """Write one project that holds every site; return the folders to run Hugo in."""
    sites = exchange.sites(theme)
    _project(folder, sites, theme, next(iter(sites.values()))["origin"])
    return [folder]


def write_each(folder: Path, theme: Theme) -> list[Path]:
    """Write a project for each site; return the folders to run Hugo in."""
    made = []
    for key, site in exchange.sites(theme).items():
        _project(folder / key, {key: site}, theme, site["origin"])
        made.append(folder / key)
    return made


def _project(folder: Path, sites: dict[str, Any], theme: Theme, origin: str) -> None:
    shutil.copytree(LAYOUTS, folder / "layouts")
    _write(folder / "hugo.json", json.dumps(_settings(origin)))
    _write(folder / "data" / "sites.json", json.dumps(sites, ensure_ascii=False))
    for key, site in sites.items():
        static = folder / "static" / site["root"].strip("/")
        for name, data in exchange.assets(theme).items():
            (static / "assets").mkdir(parents=True, exist_ok=True)
            (static / "assets" / name).write_bytes(data)
        _write(static / "notice.json", '{"notices":[]}\n')
        _write_site(folder / "content" / key, site)


def _settings(origin: str) -> dict[str, Any]:
    return {
        "baseURL": f"{origin}/",
        "title": "Sumu",
        "locale": "zh-Hans-CN",
        "disableKinds": ["home", "taxonomy", "term", "rss", "sitemap", "robotstxt", "404"],
        "pagination": {"pagerSize": 20, "disableAliases": True},
        "disableHugoGeneratorInject": True,
        "buildFuture": True,
        "timeout": "600s",
        "security": {"allowContent": [".*"]},
        "outputFormats": {
            "feed": {"baseName": "feed", "mediaType": "application/xml", "isPlainText": False},
            "addresses": {"baseName": "sitemap", "mediaType": "application/xml", "isPlainText": False},
        },
    }


def _write_site(folder: Path, site: dict[str, Any]) -> None:
    key, root = site["key"], site["root"]
    home = {"title": site["name"], "url": root, "layout": "site_home", "outputs": ["html", "feed", "addresses"]}
    _page(folder / "_index.html", {**home, "cascade": {"params": {"site": key}}, "params": {"site": key}})
    shells = [
        ("search", f"{root}search/", "search", "站内搜索"),
        ("map", f"{root}sitemap.html", "site_map", "网站地图"),
    ]
    shells.append(("missing", f"{root}404.html", "not_found", "您访问的页面不存在"))
    for name, url, layout, title in shells:
        _page(folder / f"{name}.html", {"title": title, "url": url, "layout": layout})
    for column in site["columns"]:
        said = {"column": column["slug"], "description": column["description"], "words": column["keywords"]}
        said["columntype"] = column["type"]
        cascade = {"params": {"column": column["slug"], "site": key}}
        front = {"title": column["title"], "url": column["url"], "cascade": cascade, "params": said}
        _page(folder / column["slug"] / "_index.html", front)
    for document in exchange.documents(key):
        front = {
            "title": document["title"],
            "date": document["date"],
            "url": document["url"],
            "params": {
                "source": document["source"],
                "author": document["author"],
                "summary": document["summary"],
                "words": ",".join(document["keywords"]),
            },
        }
        _page(folder / document["column"] / f"{document['number']}.html", front, document["body"])


def _page(path: Path, front: dict[str, Any], body: str = "") -> None:
    _write(path, f"{json.dumps(front, ensure_ascii=False, indent=1)}\n{body}\n")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
