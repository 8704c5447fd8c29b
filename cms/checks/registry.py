"""Which checks there are: every module of ``cms.checks.plugins`` that has a function ``check``."""

import importlib
import pkgutil
from collections.abc import Callable, Iterable
from functools import cache

from . import plugins
from .finding import Finding
from .material import Material

Check = Callable[[Material], Iterable[Finding]]


@cache
def checks() -> tuple[Check, ...]:
    """Return the checks, in the order of their modules' names."""
    names = sorted(module.name for module in pkgutil.iter_modules(plugins.__path__))
    modules = [importlib.import_module(f"{plugins.__name__}.{name}") for name in names]
    return tuple(module.check for module in modules)
