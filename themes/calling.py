"""How templates call functions and macros: what ``jinja2.runtime.Context.call`` does, straight to the point.

An article's page makes some twenty calls. Jinja2 asks each time what the function wants to be given, and sorts a
macro's arguments: half of the time that such a page takes.
"""

from types import BuiltinMethodType, FunctionType, MethodType
from typing import Any

from jinja2.runtime import Context, Macro
from jinja2.utils import _PassArg, missing
from markupsafe import Markup

from .escaping import escaped

_FUNCTIONS = frozenset({FunctionType, MethodType, BuiltinMethodType})


def quickened(macro: Macro) -> Macro:
    """Return ``macro``, prepared to be called with fewer arguments than it has; those are then ``missing``.

    ``most`` says with how many at most: none if it takes others than it names.
    """
    special = macro.catch_kwargs or macro.catch_varargs or macro.caller
    macro.most = -1 if special else len(macro.arguments)  # type: ignore[attr-defined]
    macro._func.__defaults__ = None if special else (missing,) * len(macro.arguments)  # type: ignore[attr-defined]
    return macro


def call(context: Context, variables: dict[str, Any] | None, function: Any, *args: Any, **values: Any) -> Any:
    """Return what ``function`` returns; ``variables`` are those of the loop or block in which it is called."""
    kind = type(function)
    if kind is Macro and not values and len(args) <= function.most:
        return Markup(function._func(*args))  # noqa: S704  (macros escape)
    if kind in _FUNCTIONS:
        wanted = _PassArg.from_obj(function)
        if wanted is None:
            return function(*args, **values)
        if wanted is _PassArg.context and not variables:
            return function(context, *args, **values)
    return context.call(function, *args, **values, _loop_vars=variables)


def put_out(context: Context, variables: dict[str, Any] | None, function: Any, *args: Any, **values: Any) -> str:
    """Return what ``function`` returns, as it stands in HTML."""
    if type(function) is Macro and not values and len(args) <= function.most:  # type: ignore[attr-defined]
        return function._func(*args)  # type: ignore[no-any-return]
    return escaped(call(context, variables, function, *args, **values))
