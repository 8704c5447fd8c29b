"""The registry's rows refuse to be written around the wall, with a sentence for whoever tried.

A courtesy: what really holds is the comparison before every release (``checking``).
"""

from typing import Any

from django.db.models import Model
from django.db.models.signals import pre_delete, pre_save
from django.utils.translation import gettext as _

from sites.registry.models import Edition, Organisation, Site, StandardColumn

from ..admit import Refused
from ..models import SettledState
from ..settled import is_settling

_CODES: dict[type[Model], tuple[str, str]] = {
    Site: ("site", "key"),
    Organisation: ("organisation", "code"),
    StandardColumn: ("standard_column", "code"),
}


def connect() -> None:
    """Have every row of the registry ask before it is saved or deleted."""
    models: list[type[Model]] = [*_CODES, Edition]
    for model in models:
        pre_save.connect(refuse_unsettled, sender=model, dispatch_uid=f"sumu guard save {model.__name__}")
        pre_delete.connect(refuse_unsettled, sender=model, dispatch_uid=f"sumu guard delete {model.__name__}")


def refuse_unsettled(sender: type[Model], instance: Any, **kwargs: Any) -> None:
    """Raise ``Refused`` for a row whose thing was settled, unless an applier is writing it."""
    if is_settling():
        return
    kind, names = _things(sender, instance)
    if SettledState.objects.filter(kind=kind, key__in=names).exists():
        raise Refused(_("“%(row)s”是公开的内容，须经审签才能变更，请到“站点设置”提出申请。") % {"row": instance})


def _things(sender: type[Model], instance: Any) -> tuple[str, set[str]]:
    """Return the kind, and the keys that the row has and had: a new key does not free it."""
    if sender is Edition:
        sites = Site.objects.filter(pk__in=[instance.site_id]) | Site.objects.filter(editions=instance.pk)
        return "site", set(sites.values_list("key", flat=True))
    kind, field = _CODES[sender]
    held = sender._default_manager.filter(pk=instance.pk).values_list(field, flat=True)
    return kind, {getattr(instance, field), *held}
