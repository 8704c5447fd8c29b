"""How Jinja2 compiles the templates of a theme: as always, without what the public pages can do without.

Measured on an article's page: half of its rendering went into building the globals anew for each context, and into
making an object of each escaped text that is joined to the others at once; then two thirds of the rest into Jinja2's
way of calling (``calling.py``) and of looking up a template that it has.
"""

from collections.abc import MutableMapping
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from jinja2.utils import missing

from . import calling
from .escaping import escaped


class Generator(CodeGenerator):
    """Writes ``escaped(…)`` where Jinja2 writes ``escape(…)``, and calls through ``calling``."""

    _put_out: nodes.Expr | None = None
    """The call whose result goes into the page as it is."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if not _always_escapes(frame) or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        elif isinstance(node, nodes.Call):
            self._put_out = node
            self.write("(")
        else:
            self.write("environment.escaped(")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802  (Jinja2)
        """Write a call."""
        if forward_caller or not _always_escapes(frame):
            super().visit_Call(node, frame, forward_caller)
            return
        variables = "_loop_vars" if frame.loop_frame else "_block_vars" if frame.block_frame else "None"
        how = "put_out" if node is self._put_out else "call"
        self.write(f"environment.{how}(context, {variables}, ")
        self.visit(node.node, frame)
        self.signature(node, frame)
        self.write(")")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802  (Jinja2)
        """Write the reading of an attribute; what has none of that name is looked into, or undefined."""
        if node.ctx != "load":
            super().visit_Getattr(node, frame)
            return
        held, found = self.temporary_identifier(), self.temporary_identifier()
        self.write(f"({found} if ({found} := getattr(({held} := ")
        self.visit(node.node, frame)
        self.write(f"), {node.attr!r}, missing)) is not missing else environment.getattr({held}, {node.attr!r}))")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """Write the definition of a macro."""
        self.write("environment.quickened(")
        super().macro_def(macro_ref, frame)
        self.write(")")


def _always_escapes(frame: Frame) -> bool:
    return bool(frame.eval_ctx.autoescape) and not frame.eval_ctx.volatile


class PageTemplate(Template):
    """A template whose module, what others import from it, is the same for all of them."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        return self._module or super()._get_default_module()


class PageEnvironment(Environment):
    """An environment whose templates all have the same globals, and never change."""

    code_generator_class = Generator
    template_class = PageTemplate
    escaped = staticmethod(escaped)
    call = staticmethod(calling.call)
    put_out = staticmethod(calling.put_out)
    quickened = staticmethod(calling.quickened)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._loaded: dict[str | Template, Template] = {}

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the environment's own globals: no template adds to them."""
        if d:
            raise TypeError("templates of a theme take no globals of their own")
        return self.globals

    def get_template(
        self, name: str | Template, parent: str | None = None, globals: MutableMapping[str, Any] | None = None
    ) -> Template:
        """Return the template ``name``, loaded once."""
        found = self._loaded.get(name)
        if found is None:
            found = self._loaded[name] = super().get_template(name, parent, globals)
        return found

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return what Jinja2 does, without an exception for each name that is a key."""
        found = getattr(obj, attribute, missing)
        if found is not missing:
            return found
        try:
            return obj[attribute]
        except (TypeError, LookupError, AttributeError):
            return self.undefined(obj=obj, name=attribute)
