"""The sample pages in a real Chromium, under the strict content policy, at desktop and phone size."""

from collections.abc import Iterator

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from . import samples, serving

pytestmark = pytest.mark.browser

SIZES = {"desktop": (1280, 900), "phone": (390, 844), "narrow": (320, 640)}
NAMES = [
    *(template for template in samples.TEMPLATES if template != "column"),
    *(f"column-{lists}" for lists in samples.LISTS),
    "column-empty",
    "home-bare",
    "preview",
    "search-results",
    "search-none",
]
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}


@pytest.fixture(scope="module")
def origin() -> Iterator[str]:
    with serving.served() as address:
        yield address


@pytest.fixture(params=SIZES)
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    width, height = SIZES[request.param]
    phone = request.param != "desktop"
    context = browser.new_context(viewport={"width": width, "height": height}, is_mobile=phone, has_touch=phone)
    made = context.new_page()
    complaints: list[str] = []
    made.on(
        "console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None
    )
    made.on("pageerror", lambda error: complaints.append(str(error)))
    yield made
    context.close()
    assert [text for text in complaints if "404" not in text] == []


@pytest.fixture
def desktop(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def becomes(page: Page, condition: str) -> None:
    """Wait, frame by frame, until ``condition`` holds.

    Playwright's own waiting needs ``eval``, which the policy forbids.
    """
    look = f"let frames = 0; const look = () => ({condition}) ? done(true) : frames++ > 300 ? done(false) : "
    assert page.evaluate(f"new Promise(done => {{ {look} requestAnimationFrame(look); look() }})"), condition


@pytest.mark.parametrize("code", samples.CODES)
def test_pages_fit_across_their_lines(code: str, page: Page, origin: str) -> None:
    """Pages scroll along one axis only: down, or to the right where lines run downwards."""
    across = "Height" if code == "mn-mong" else "Width"
    assert page.viewport_size is not None
    got = page.viewport_size[across.lower()]  # a phone that was shown too wide a page answers with that width itself
    for name in NAMES:
        page.goto(f"{origin}/{code}/{name}.html")
        page.evaluate("document.fonts.ready")
        wanted = page.evaluate(f"document.documentElement.scroll{across}")
        assert wanted <= got, f"{name} is {wanted} pixels across its lines in a window of {got}"


@pytest.mark.parametrize("code", samples.CODES)
@pytest.mark.parametrize("page", ["desktop", "phone"], indirect=True)
def test_pages_are_accessible(code: str, page: Page, origin: str) -> None:
    """No violation known to axe on any page of the language."""
    axe = Axe()
    for name in NAMES:
        page.goto(f"{origin}/{code}/{name}.html")
        page.evaluate("document.fonts.ready")
        result = axe.run(page, options=RULES)
        faults = [
            (fault["id"], [(node["html"][:160], node.get("failureSummary")) for node in fault["nodes"][:2]])
            for fault in result["violations"]
        ]
        assert faults == [], name


@pytest.mark.parametrize("code", samples.CODES)
def test_targets_are_big_enough(code: str, page: Page, origin: str) -> None:
    """Links in navigation, buttons and fields are at least 44 by 44 pixels."""
    selector = ".navigation a, .languages a, .pager a, button, input[type=search], .scopes label, .site-footer a"
    for name in ("home", "column-news", "search"):
        page.goto(f"{origin}/{code}/{name}.html")
        small = page.evaluate(
            """selector => [...document.querySelectorAll(selector)].map(e => [e.outerHTML, e.getBoundingClientRect()])
               .filter(([_, box]) => box.width && Math.min(box.width, box.height) < 43.9)
               .map(([html, box]) => `${html} ${box.width}x${box.height}`)""",
            selector,
        )
        assert small == [], name


def test_each_language_is_set_in_its_own_direction_and_font(desktop: Page, origin: str) -> None:
    expected = {
        "zh-hans": ("horizontal-tb", "ltr", set()),
        "mn-mong": ("vertical-lr", "ltr", {"Sumu Mongolian"}),
        "kk-arab": ("horizontal-tb", "rtl", {"Sumu Kazakh"}),
    }
    for code, (mode, direction, fonts) in expected.items():
        desktop.goto(f"{origin}/{code}/article.html")
        style = "const style = getComputedStyle(document.documentElement)"
        assert desktop.evaluate(f"() => {{ {style}; return [style.writingMode, style.direction] }}") == [
            mode,
            direction,
        ]
        loaded = desktop.evaluate(
            "document.fonts.ready.then(all => [...all].filter(f => f.status === 'loaded').map(f => f.family))"
        )
        assert {name.strip('"') for name in loaded} >= fonts


def test_the_wheel_and_the_keys_move_a_vertical_page(desktop: Page, origin: str) -> None:
    desktop.goto(f"{origin}/mn-mong/article.html")
    desktop.mouse.move(900, 300)
    desktop.mouse.wheel(0, 400)
    becomes(desktop, "scrollX === 400")
    desktop.keyboard.press("End")
    becomes(desktop, "scrollX + innerWidth >= document.documentElement.scrollWidth - 1")
    desktop.keyboard.press("Home")
    becomes(desktop, "scrollX === 0")
    desktop.keyboard.press("PageDown")
    becomes(desktop, "scrollX > 1000")
    desktop.keyboard.press("PageUp")
    becomes(desktop, "scrollX === 0")
    desktop.focus("input[type=search]")
    desktop.keyboard.type("12")
    desktop.keyboard.press("Home")
    desktop.keyboard.type("0")
    assert desktop.input_value("input[type=search]") == "012"
    assert desktop.evaluate("scrollX") == 0


def test_the_skip_link_leads_past_the_header(desktop: Page, origin: str) -> None:
    for code in samples.CODES:
        desktop.goto(f"{origin}/{code}/article.html")
        desktop.keyboard.press("Tab")
        shown = desktop.evaluate("document.activeElement.getBoundingClientRect().toJSON()")
        assert shown["left"] >= 0
        assert shown["top"] >= 0
        desktop.keyboard.press("Enter")
        assert desktop.evaluate("document.activeElement.id") == "content"


def test_the_menu_folds_on_a_phone_and_needs_no_script(browser: Browser, origin: str) -> None:
    for code in samples.CODES:
        for scripts in (True, False):
            context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=scripts)
            page = context.new_page()
            page.goto(f"{origin}/{code}/home.html")
            links = page.locator("#navigation-links")
            assert links.is_visible() is not scripts
            if scripts:
                page.locator(".menu-button").click()
                assert links.is_visible()
                page.keyboard.press("Escape")
                assert not links.is_visible()
                assert page.evaluate("document.activeElement.className") == "menu-button"
            context.close()


def test_pictures_keep_their_shape(page: Page, origin: str) -> None:
    """Never stretched, never turned: the figure of an article shows 3 by 2 in every writing mode."""
    for code in samples.CODES:
        page.goto(f"{origin}/{code}/article.html")
        picture = page.locator(".prose figure img").first
        picture.scroll_into_view_if_needed()
        picture.evaluate("e => e.decode()")
        box = picture.evaluate("e => [e.clientWidth, e.clientHeight]")
        assert abs(box[0] / box[1] - 1.5) < 0.02, (code, box)


def test_nothing_reaches_outside(desktop: Page, origin: str) -> None:
    """Pages ask no other host for anything, so the strict policy holds and an air gap is no hindrance."""
    asked: list[str] = []
    desktop.on("request", lambda request: asked.append(request.url))
    for code in samples.CODES:
        for name in ("home", "article", "leader"):
            desktop.goto(f"{origin}/{code}/{name}.html")
    assert asked
    assert all(url.startswith(origin) for url in asked)
