"""Every address of a URL configuration, walked from Django's resolver."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern, RoutePattern

CONVERTER = re.compile(r"<(?:[^:>]+:)?([^>]+)>")
GROUP = re.compile(r"\((?!\?)[^()]*\)")


@dataclass(frozen=True)
class Address:
    """One URL pattern: its full name (its route, when it has none) and the route with its parameters."""

    name: str
    route: str
    view: str

    @property
    def parameters(self) -> list[str]:
        """The names of the parameters, in order; numbers for unnamed groups of a regular expression."""
        return CONVERTER.findall(self.route)

    def path(self, arguments: list[object]) -> str:
        """Return the path with ``arguments`` in the places of the parameters."""
        given = iter(arguments)
        return "/" + CONVERTER.sub(lambda _match: str(next(given)), self.route)


def addresses(urlconf: str) -> list[Address]:
    """Return every address of ``urlconf``, in the resolver's order."""
    return list(_walk(get_resolver(urlconf), "", ""))


def _walk(resolver: URLResolver, before: str, namespace: str) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        route = before + _route(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = ":".join(part for part in (namespace, pattern.namespace) if part)
            yield from _walk(pattern, route, inner)
        elif isinstance(pattern, URLPattern):
            name = ":".join(part for part in (namespace, pattern.name) if part) if pattern.name else route
            view = getattr(pattern.callback, "view_class", pattern.callback)
            yield Address(name, route, f"{view.__module__}.{getattr(view, '__qualname__', '')}")


def _route(pattern: RoutePattern | RegexPattern) -> str:
    """Return the pattern as a route; groups of a regular expression become parameters named by their number."""
    text = str(pattern)
    if isinstance(pattern, RoutePattern):
        return text
    text = text.removeprefix("^").removesuffix("$").replace("\\.", ".")
    numbers = iter(range(1, 9))
    return GROUP.sub(lambda _match: f"<{next(numbers)}>", text)
