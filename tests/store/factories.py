"""The smallest real sites, contents and approvals a test needs."""

import uuid
from dataclasses import replace
from typing import Any

from sites.registry.models import Edition, Organisation, Site
from sites.store import approvals, secrecy
from sites.store.admit import admit
from sites.store.content import Content, withdrawal_digest
from sites.store.models import Approval, Document
from sites.store.withdraw import withdraw

AUTHOR = "author"


def make_site(key: str = "portal", path: str = "", languages: tuple[str, ...] = ("zh-hans",), **more: Any) -> Site:
    """Return a new site with the editions named."""
    organisation, _made = Organisation.objects.get_or_create(code=f"{key}-office", defaults={"name": f"机构{key}"})
    values = {"kind": "portal", "host": "www.example.localhost", "scheme": "http", "port": 8001} | more
    site = Site.objects.create(key=key, name=f"网站{key}", organisation=organisation, path=path, **values)
    for language in languages:
        Edition.objects.create(site=site, language=language)
    return site


def make_content(site: Site, kind: str = "article", language: str = "zh-hans", **more: Any) -> Content:
    """Return new content of ``kind``; ``payload`` entries given extend a minimal payload."""
    group = more.pop("translation_group", uuid.uuid4().hex)
    payload = {"title": f"标题 {group[:6]}", "summary": ""} | more.pop("payload", {})
    if kind == "home":
        payload.setdefault("blocks", [])
    elif kind == "column":
        defaults = {"description": "说明", "keywords": [], "column_type": "工作动态", "lists": "news"}
        payload = defaults | {"in_navigation": True, "position": 1} | payload
        more.setdefault("slug", "xw")
    else:
        payload = {"keywords": [], "source": "", "author": "", "document_number": ""} | payload
        payload = {"picture": None, "body": [], "attachments": []} | payload
    key = more.pop("key", f"{group}-{language}")
    return Content(
        site=site.key, language=language, kind=kind, key=key, translation_group=group, payload=payload, **more
    )


def approve(content: Content, *people: str, authors: tuple[str, ...] = (AUTHOR,)) -> None:
    """Record the approvals of the default rule for ``content``, by ``people`` (two by default)."""
    site = Site.objects.get(key=content.site)
    held = Document.objects.filter(key=content.key).first()
    for stage, person in zip(("first", "sign"), people or ("first-reviewer", "signer"), strict=False):
        approvals.approve(
            action=Approval.Action.PUBLISH,
            stage=stage,
            site=site,
            subject=content.key,
            digest=content.digest(),
            person=person,
            person_name=person,
            authors=authors,
            after=held.last_approval if held else 0,
            form=secrecy.all_clear(person) if stage == "sign" else None,
        )


def publish(content: Content) -> Document:
    """Approve ``content`` and admit it."""
    approve(content)
    return admit(content, person="signer", authors=[AUTHOR])


def approve_withdrawal(document: Document, leads_to: str = "") -> None:
    """Record the approvals of taking ``document`` back."""
    for stage, person in (("first", "first-reviewer"), ("sign", "signer")):
        approvals.approve(
            action=Approval.Action.WITHDRAW,
            stage=stage,
            site=document.site,
            subject=document.key,
            digest=withdrawal_digest(document.key, document.digest, leads_to),
            person=person,
            person_name=person,
            authors=[AUTHOR],
            after=document.last_approval,
        )


def take_back(document: Document, leads_to: str = "") -> Document:
    """Approve the withdrawal of ``document`` and withdraw it."""
    approve_withdrawal(document, leads_to)
    return withdraw(document.key, person="signer", authors=[AUTHOR], reason="测试", leads_to=leads_to)


def move(content: Content, column: Document) -> Document:
    """Approve that what is public of ``content`` stands in ``column``, and move it there."""
    moved = replace(content, column=column.key)
    held = Document.objects.get(key=content.key)
    for stage, person in (("first", "first-reviewer"), ("sign", "signer")):
        approvals.approve(
            action=Approval.Action.MOVE,
            stage=stage,
            site=held.site,
            subject=moved.key,
            digest=moved.digest(),
            person=person,
            person_name=person,
            authors=[AUTHOR],
            after=held.last_approval,
        )
    return admit(moved, person="signer", authors=[AUTHOR], action=Approval.Action.MOVE)


def make_column(site: Site, slug: str = "xw", language: str = "zh-hans", **payload: Any) -> Document:
    """Publish the edition's home, where it has none, and a column in it; return the column."""
    if not Document.objects.filter(site=site, language=language, kind="home").exists():
        publish(make_content(site, "home", language))
    return publish(make_content(site, "column", language, slug=slug, payload=payload))
