"""The text of HTML."""

from bs4 import BeautifulSoup

from .clean import clean
from .tidying import SPACES

LINES = ("p", "h2", "h3", "h4", "li", "tr", "caption", "br")
CELLS = ("td", "th")


def plain(html: str) -> str:
    """Return the text of ``html`` after cleaning, a line for each block; it is text, not HTML: escape it to show it."""
    soup = BeautifulSoup(f"{clean(html)}\n", "html.parser")
    for element in soup.find_all(LINES):
        element.insert_after("\n")
    for element in soup.find_all(CELLS):
        element.insert_after(" ")
    lines = (line.strip(SPACES) for line in soup.get_text().split("\n"))
    return "\n".join(line for line in lines if line)
