"""How Jinja2 compiles the templates of a theme: as always, without what the public pages can do without.

Measured on an article's page: half of its rendering went into building the globals anew for each context, and into
making an object of each escaped text that is joined to the others at once.
"""

from collections.abc import MutableMapping
from typing import Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import escape

try:
    from markupsafe._speedups import _escape_inner
except ImportError:  # the same without C

    def _escape_inner(text: str, /) -> str:
        return str(escape(text))


def escaped(value: Any) -> str:
    """Return ``value`` as it stands in HTML: what ``markupsafe.escape`` says, as a plain string."""
    if type(value) is str:
        return _escape_inner(value)
    if hasattr(value, "__html__"):
        return str(value.__html__())
    return _escape_inner(str(value))


class Generator(CodeGenerator):
    """Writes ``escaped(…)`` where Jinja2 writes ``escape(…)``."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.escaped(")


class PageEnvironment(Environment):
    """An environment whose templates all have the same globals."""

    code_generator_class = Generator
    escaped = staticmethod(escaped)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the environment's own globals: no template adds to them."""
        if d:
            raise TypeError("templates of a theme take no globals of their own")
        return self.globals
