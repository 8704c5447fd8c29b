"""The public files: their names, the rules of the style sheet, the fonts."""

import hashlib
import re
from pathlib import Path

import pytest
import tinycss2

from themes import assets, digest, location
from themes.theme import read

CSS = sorted((location.PACKAGE / "assets" / "css").glob("*.css"))
PHYSICAL = re.compile(
    r"(min-|max-)?(width|height)|left|right|top|bottom|(margin|padding|border)-(left|right|top|bottom)(-\w+)?"
    r"|border-(top|bottom)-(left|right)-radius|overflow-[xy]|scroll-(margin|padding)-(left|right|top|bottom)"
)
PHYSICAL_VALUES = {"float": {"left", "right"}, "clear": {"left", "right"}, "text-align": {"left", "right"}}


def declarations(rules: list, inside: str = "") -> list[tuple[str, tinycss2.ast.Declaration]]:
    """Return all declarations below ``rules``, each with the selector it stands under."""
    found = []
    for rule in rules:
        if rule.type == "declaration":
            found.append((inside, rule))
        elif rule.type in ("qualified-rule", "at-rule") and rule.content is not None:
            inner = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
            found += declarations(inner, tinycss2.serialize(rule.prelude).strip())
    return found


def parsed(path: Path) -> list[tuple[str, tinycss2.ast.Declaration]]:
    rules = tinycss2.parse_stylesheet(path.read_text(encoding="utf-8"), skip_comments=True, skip_whitespace=True)
    assert not [rule for rule in rules if rule.type == "error"]
    return declarations(rules)


@pytest.mark.parametrize("path", CSS, ids=lambda path: path.name)
def test_styles_name_no_physical_side(path: Path) -> None:
    for selector, declaration in parsed(path):
        where = f"{selector}: {declaration.name}"
        assert declaration.type == "declaration", where
        assert not PHYSICAL.fullmatch(declaration.name), where
        value = tinycss2.serialize(declaration.value).strip()
        assert value not in PHYSICAL_VALUES.get(declaration.name, set()), where


@pytest.mark.parametrize("path", CSS, ids=lambda path: path.name)
def test_shorthands_with_four_sides_are_not_used(path: Path) -> None:
    """``margin: 1px 2px 3px 4px`` names physical sides without saying so."""
    for selector, declaration in parsed(path):
        if declaration.name in ("margin", "padding", "inset", "border-width", "border-radius"):
            parts = [part for part in declaration.value if part.type != "whitespace"]
            limit = 1 if declaration.name in ("inset", "border-radius") else 2
            assert len(parts) <= limit, f"{selector}: {declaration.name}"


def test_the_only_physical_query_is_the_documented_one() -> None:
    style = "\n".join(path.read_text(encoding="utf-8") for path in CSS)
    queries = re.findall(r"@media ([^{]+)", style)
    assert sorted(query.strip() for query in queries) == [
        "(max-width: 48rem)",
        "(prefers-contrast: more)",
        "(prefers-reduced-motion: no-preference)",
        "print",
    ]


def test_the_page_itself_is_never_clipped() -> None:
    """With ``overflow`` on html or body a vertical page cannot be scrolled at all."""
    for path in CSS:
        for selector, declaration in parsed(path):
            if declaration.name.startswith("overflow") and declaration.name != "overflow-wrap":
                assert not re.search(r"(^|[\s,])(html|body|:root|\.page)\b", selector), selector


def test_the_style_sheet_is_small_and_loads_only_its_own_fonts() -> None:
    public = assets.files()
    style = public[assets.public_name("site.css")].decode()
    assert len(style.encode()) < 30_000
    addresses = re.findall(r"url\(([^)]+)\)", style)
    assert len(addresses) == 3
    assert set(addresses) <= public.keys()
    assert "@import" not in style


def test_names_carry_the_digest_of_their_bytes() -> None:
    public = assets.files()
    for name, data in public.items():
        assert hashlib.sha256(data).hexdigest()[:12] in name
        assert re.fullmatch(r"[A-Za-z0-9.-]+", name)
    assert assets.public_name("vertical.js") in public
    assert assets.files() == public
    assert not [name for name, data in public.items() if name.endswith(".js") and b"eval" in data]


def test_the_licence_goes_along_with_the_fonts() -> None:
    licences = [data for name, data in assets.files().items() if name.endswith(".txt")]
    assert len(licences) == 2
    assert all(b"SIL OPEN FONT LICENSE" in licence.upper() for licence in licences)


def test_missing_fonts_are_one_clear_error(tmp_path: Path) -> None:
    with location.using(read(tmp_path)):
        for use in (assets.files, digest.theme_digest):
            with pytest.raises(assets.AssetsMissing, match="run `make setup`"):
                use()


def test_the_theme_has_one_digest() -> None:
    first = digest.theme_digest()
    assert re.fullmatch(r"[0-9a-f]{64}", first)
    assert read(location.PACKAGE).digest == first
