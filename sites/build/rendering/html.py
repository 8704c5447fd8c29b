"""A page's bytes."""

from themes.environment import environment

from ..context import Page


def render(page: Page) -> bytes:
    """Return ``page`` as its template shows it, in UTF-8. Raises whatever the template raises."""
    templates = environment(page.edition.language.code)
    return templates.get_template(f"pages/{page.template}.jinja").render(page=page).encode()
