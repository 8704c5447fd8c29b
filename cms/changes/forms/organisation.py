"""An organisation (机构)."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from sites.store.settling.organisation import LABELS

from .base import PayloadForm, names_of, per_language


class OrganisationForm(PayloadForm):
    """Its names in every language."""

    groups: ClassVar[tuple[tuple[Any, tuple[str, ...]], ...]] = (
        (_("机构名称"), names_of("name")),
        (_("简称"), names_of("short_name")),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, base: Mapping[str, Any], **options: Any) -> None:
        super().__init__(data, base=base or dict.fromkeys(LABELS, ""), **options)
        self.fields.update(per_language("name", _("机构名称"), 120, needs_chinese=True))
        self.fields.update(per_language("short_name", _("简称"), 60))
        self.order_fields([*(name for _title, names in self.groups for name in names), "reason"])


class NewOrganisationForm(OrganisationForm):
    """A new one, with the code that names it for ever."""

    groups: ClassVar[tuple[tuple[Any, tuple[str, ...]], ...]] = ((_("代号"), ("code",)), *OrganisationForm.groups)
    code = forms.SlugField(label=_("机构代号"), max_length=50, help_text=_("小写字母、数字和连字符，定了就不能再改"))
