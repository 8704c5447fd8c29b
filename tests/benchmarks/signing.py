"""New documents of a synthetic cluster, approved and admitted as a reviewer's and a signer's request do it."""

import uuid
from dataclasses import dataclass
from random import Random
from typing import Any

from django.db import transaction

from sites.registry.models import Site
from sites.store import approvals, secrecy
from sites.store.admit import admit
from sites.store.content import Content
from sites.store.models import Approval, Document

from . import wording
from .synthetic import EDITOR, LANGUAGE, LISTING, REVIEWER, SIGNER, column_key


@dataclass(frozen=True)
class Waiting:
    """Content that passed its first review and waits for the signature."""

    content: Content
    site: Site


def submit(site: Site, number: int, characters: int = 1500) -> Waiting:
    """Return new content of ``site``, reviewed once: the ``number``-th of a run, its column by turns."""
    chance = Random(number)
    texts = wording.paragraphs(chance, characters)
    payload = {
        "title": f"关于第{number}次测量的通知",
        "summary": texts[0][:60],
        "keywords": ["测量"],
        "source": "",
        "author": "编辑甲",
        "document_number": "",
        "picture": None,
        "body": [{"type": "text", "html": "".join(f"<p>{text}</p>" for text in texts)}],
        "attachments": [],
    }
    group = uuid.uuid4().hex
    column = column_key(int(site.key[1:]) - 1, number % LISTING)
    content = Content(site.key, LANGUAGE, "article", f"{group}-{LANGUAGE}", group, column, "", payload)
    _approve(content, site, "first", REVIEWER)
    return Waiting(content, site)


@transaction.atomic
def sign(waiting: Waiting) -> Document:
    """Sign and admit ``waiting``; return the document."""
    _approve(waiting.content, waiting.site, "sign", SIGNER, form=secrecy.all_clear(SIGNER))
    return admit(waiting.content, person=SIGNER, authors=[EDITOR])


def _approve(content: Content, site: Site, stage: str, person: str, **more: Any) -> None:
    approvals.approve(
        action=Approval.Action.PUBLISH,
        stage=stage,
        site=site,
        subject=content.key,
        digest=content.digest(),
        person=person,
        person_name=person,
        authors=[EDITOR],
        **more,
    )
