"""Naming the nodes that releases are pushed to, and forgetting them."""

from django.core.exceptions import ValidationError
from django.db import transaction

from sites.exchange import ssh
from sites.store import audit

from .models import Mirror


@transaction.atomic
def add(name: str, address: str, person: str) -> Mirror:
    """Let releases be pushed to the node at ``address``; return it. A node of that name gets the new address.

    Raises ``ssh.BadAddress``, and ``ValidationError`` for what is no name.
    """
    told = str(ssh.Address.read(address))
    mirror = Mirror.objects.filter(name=name).first() or Mirror(name=name)
    before, mirror.address = mirror.address, told
    mirror.brought, mirror.failures, mirror.error, mirror.tried_at = "", 0, "", None
    mirror.asked_at, mirror.silence = None, ""
    if told != before:
        mirror.answered_at, mirror.watch = None, {}
    mirror.full_clean()
    mirror.save()
    audit.record(person, "name mirror", name, address=told, before=before)
    return mirror


@transaction.atomic
def remove(name: str, person: str) -> None:
    """Push no more releases to the node ``name``. Raises ``ValidationError`` when there is none."""
    mirror = Mirror.objects.filter(name=name).first()
    if mirror is None:
        raise ValidationError(f"没有这个镜像节点：{name}")
    audit.record(person, "remove mirror", name, address=mirror.address)
    mirror.delete()
