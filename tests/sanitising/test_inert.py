"""Every known attack, cleaned, put into a page and parsed by a real Chromium: nothing runs, nothing is fetched."""

import gzip
import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from cms.sanitising import clean, policy
from tests.shared import shared_data

pytestmark = pytest.mark.browser

ADDRESS = "http://page.test/"
BATCH = 150
TRAPS = """
window.__fired = [];
for (const name of ['alert', 'confirm', 'prompt', 'print', 'open', 'postMessage', 'fetch'])
  window[name] = (...given) => { window.__fired.push(name + ' ' + given.join(' ')); };
const evaluate = window.eval;
window.eval = code => {
  if (!String(code).includes('__fired')) window.__fired.push('eval ' + code);
  return evaluate(code);
};
document.write = () => { window.__fired.push('write'); };
window.addEventListener('error', event => {
  if (event instanceof ErrorEvent) window.__fired.push('error ' + event.message);
});
window.addEventListener('click', event => {
  const link = event.target.closest && event.target.closest('a[href]');
  if (link && /^(https?|mailto|tel|document):/.test(link.href)) event.preventDefault();
});
"""
EVENTS = """
() => {
  const kinds = ['mouseover', 'mouseenter', 'mousedown', 'mouseup', 'click', 'dblclick', 'contextmenu', 'focus', 'blur',
    'focusin', 'keydown', 'keyup', 'input', 'change', 'submit', 'toggle', 'load', 'error', 'begin', 'scroll', 'wheel',
    'pointerover', 'pointerdown', 'dragstart', 'drop', 'copy', 'paste', 'animationstart', 'transitionend'];
  for (const element of document.querySelectorAll('main *')) {
    for (const kind of kinds) element.dispatchEvent(new Event(kind, {bubbles: true, cancelable: true}));
    element.click(); element.focus(); element.blur();
  }
  return window.__fired;
}
"""
DOM = """
() => window.__fired && Array.from(document.querySelectorAll('main > section')).map(section => {
  const walker = document.createTreeWalker(section, NodeFilter.SHOW_ALL);
  const found = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const attributes = Array.from(node.attributes || [], a => [a.name, a.value]);
    if (node.nodeType === 1) found.push([node.localName, node.namespaceURI, attributes, node.protocol || '']);
    else if (node.nodeType !== 3) found.push(['#' + node.nodeType, '', [], '']);
  }
  return [section.dataset.vector, found];
})
"""
HARMLESS = {"", "http:", "https:", "mailto:", "tel:", "document:"}


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page()
    opened.add_init_script(TRAPS)
    yield opened
    opened.close()


def vectors() -> list[tuple[str, str]]:
    with gzip.open(shared_data("sanitizer", "vectors.jsonl.gz"), "rt", encoding="utf-8") as stream:
        return [(row["id"], row["input"]) for row in map(json.loads, stream)]


OWN = [
    ("script", "<script>alert(1)</script>"),
    ("handler", "<p onclick=alert(1) onmouseover=alert(1)>x</p>"),
    (
        "scheme",
        "<a href='java\tscript:alert(1)'>x</a><a href='&#106;avascript:alert(1)'>x</a><a href=data:text/html,x>x</a>",
    ),
    (
        "namespace",
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    ),
    ("noscript", "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>"),
    ("template", "<template><img src=x onerror=alert(1)></template><svg><use href='data:image/svg+xml,x'/></svg>"),
    (
        "style",
        "<p style='background:url(//e.test/x)'>x</p><style>@import '//e.test'</style><link rel=stylesheet href=//e>",
    ),
    (
        "meta",
        "<meta http-equiv=refresh content='0;url=//e.test'><base href=//e.test><form action=//e.test><button>x</form>",
    ),
    ("closing", "</section></main><script>alert(1)</script><section>"),
]


def document_of(batch: list[tuple[str, str]]) -> str:
    sections = "".join(f'<section data-vector="{name}">{html}</section>' for name, html in batch)
    return (
        f"<!doctype html><html lang=zh><meta charset=utf-8><title>t</title><body><main>{sections}</main></body></html>"
    )


def run(page: Page, batch: list[tuple[str, str]]) -> tuple[list[str], list[str], list]:
    """Return what fired, what was requested and what Chromium made of the batch."""
    requested: list[str] = []

    def answer(route):
        if route.request.url == ADDRESS and route.request.is_navigation_request():
            route.fulfill(body=document_of(batch), content_type="text/html; charset=utf-8")
        else:
            requested.append(route.request.url)
            route.abort()

    page.route("**/*", answer)
    page.goto(ADDRESS, wait_until="load")
    parsed = page.evaluate(DOM)
    fired = page.evaluate(EVENTS)
    page.wait_for_timeout(50)
    fired = [*fired, *page.evaluate("() => window.__fired")]
    page.unroute("**/*")
    assert page.evaluate("() => window.__fired && document.querySelectorAll('main > section').length") == len(batch)
    assert page.evaluate("() => window.__fired && document.body.children.length") == 1
    return fired, [url for url in requested if not url.endswith("/favicon.ico")], parsed


def test_the_traps_catch_what_is_not_cleaned(page):
    fired, requested, parsed = run(page, [("a", "<img src=x onerror=alert(1)><p onclick='alert(2)'>x</p>")])
    assert any(entry.startswith("alert") for entry in fired) and requested
    assert any(outside_policy(*element) for _name, elements in parsed for element in elements)


@pytest.mark.parametrize("source", ["own", "shared"])
def test_every_attack_is_inert(page, source):
    known = OWN if source == "own" else vectors()
    for start in range(0, len(known), BATCH):
        batch = [(name, clean(html)) for name, html in known[start : start + BATCH]]
        fired, requested, parsed = run(page, batch)
        assert (fired, requested) == ([], [])
        assert [name for name, _elements in parsed] == [name for name, _html in batch]
        for name, elements in parsed:
            assert [element for element in elements if outside_policy(*element)] == [], name


def outside_policy(tag: str, namespace: str, attributes: list[tuple[str, str]], protocol: str) -> bool:
    if tag not in policy.TAGS or namespace != "http://www.w3.org/1999/xhtml" or protocol not in HARMLESS:
        return True
    return any(not policy.is_allowed(tag, name, value) for name, value in attributes)
