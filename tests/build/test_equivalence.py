"""Whatever happens in whatever order: the change-driven build leaves what a full build would make."""

import contextlib
import dataclasses
import random

import pytest
from django.db import transaction

from sites.store import blobs, listing, redirects, settled
from sites.store.admit import Refused
from sites.store.content import Content
from sites.store.models import Document
from sites.store.relist import relist
from tests.changes.parts import changed, settle
from tests.store.factories import make_content, make_site, move, publish, take_back

from .live import Live

pytestmark = pytest.mark.django_db
STEPS = 45


class Office:
    """Makes random decisions about two sites on one host and one elsewhere; every decision is a real one."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.sites = [
            make_site("portal", languages=("zh-hans", "kk-arab")),
            make_site("jyj", "jyj", kind="department", languages=("zh-hans", "kk-arab")),
            make_site("far", host="far.example.localhost", kind="township"),
        ]
        self.contents: dict[str, Content] = {}
        self.count = 0

    def act(self) -> None:
        """Do one thing."""
        acts = [self.article] * 8 + [self.change] * 3 + [self.withdraw] * 3 + [self.readmit] * 2
        acts += [self.home] * 2 + [self.column] * 2 + [self.translate, self.relist, self.rename_column]
        acts += [self.move] * 2 + [self.redirect] * 2 + [self.end_redirect, self.rename_site]
        with contextlib.suppress(Refused), transaction.atomic():
            self.random.choice(acts)()

    def publish(self, content: Content) -> None:
        publish(content)
        self.contents[content.key] = content

    def pick(self, **wanted: object) -> Document | None:
        found = list(Document.objects.filter(**wanted).order_by("key"))
        found.sort(key=lambda document: list(self.contents).index(document.key))
        return self.random.choice(found) if found else None

    def home(self) -> None:
        site = self.random.choice(self.sites)
        language = self.random.choice(list(site.editions.values_list("language", flat=True)))
        held = Document.objects.filter(site=site, language=language, kind="home").first()
        columns = Document.objects.filter(site=site, language=language, kind="column").values_list("key", flat=True)
        blocks = [{"type": "column_list", "column": key, "count": 2} for key in sorted(columns, key=self.order)[:3]]
        blocks += [{"type": "pictures", "column": key} for key in sorted(columns, key=self.order)[:1]]
        blocks.append({"type": "introduction", "title": "", "html": self.html(), "picture": None})
        payload = {"title": self.title(), "blocks": blocks}
        named = {} if held is None else {"key": held.key, "translation_group": held.translation_group}
        self.publish(make_content(site, "home", language, payload=payload, **named))

    def order(self, key: str) -> int:
        return list(self.contents).index(key)

    def column(self) -> None:
        home = self.pick(kind="home")
        if home is None:
            return self.home()
        above = self.pick(kind="column", site=home.site, language=home.language, state="public")
        into = above.key if above is not None and self.random.random() < 0.4 else ""
        self.count += 1
        content = make_content(home.site, "column", home.language, column=into, slug=f"c{self.count}")
        return self.publish(content)

    def rename_column(self) -> None:
        column = self.pick(kind="column", state="public")
        if column is not None:
            held = self.contents[column.key]
            payload = held.payload | {"title": self.title(), "position": self.random.randrange(3)}
            self.publish(dataclasses.replace(held, payload=payload))

    def article(self) -> None:
        column = self.pick(kind="column", state="public")
        if column is None:
            return self.column()
        content = make_content(column.site, language=column.language, column=column.key, payload=self.payload())
        return self.publish(content)

    def change(self) -> None:
        document = self.pick(kind="article", state="public")
        if document is not None:
            held = self.contents[document.key]
            self.publish(dataclasses.replace(held, payload=held.payload | self.payload()))

    def translate(self) -> None:
        document = self.pick(kind="article", language="zh-hans")
        column = self.pick(kind="column", language="kk-arab", state="public")
        if document is not None and column is not None and document.site == column.site:
            group = document.translation_group
            if not Document.objects.filter(key=f"{group}-kk-arab").exists():
                self.publish(make_content(column.site, language="kk-arab", column=column.key, translation_group=group))

    def withdraw(self) -> None:
        document = self.pick(
            state="public", kind=self.random.choice(["article", "article", "article", "column", "home"])
        )
        if document is not None:
            take_back(document, self.leads_to())

    def leads_to(self) -> str:
        target = self.pick(state="public")
        named = f"document:{target.key}" if target is not None else ""
        return self.random.choice(["", "", named, "/xw/", "https://example.org/new.html"])

    def move(self) -> None:
        document = self.pick(kind="article", state="public")
        column = document and self.pick(kind="column", state="public", site=document.site, language=document.language)
        if document is not None and column and column.key != document.column:
            move(self.contents[document.key], column)
            self.contents[document.key] = dataclasses.replace(self.contents[document.key], column=column.key)

    def redirect(self) -> None:
        """Let an old address lead on: a made-up one, or that of a withdrawn document."""
        gone = self.pick(state="withdrawn")
        site = gone.site if gone is not None else self.random.choice(self.sites)
        path = gone.path if gone is not None else f"old/{self.random.randrange(3)}.html"
        payload = {"site": site.key, "path": path, "target": self.random.choice(["", "/xw/"]), "note": ""}
        settle(settled.Change("redirect", redirects.key_of(site.key, path), site.key, payload))

    def end_redirect(self) -> None:
        site = self.random.choice(self.sites)
        for redirect in redirects.of_site(site)[:1]:
            settle(settled.Change("redirect", redirect.key, site.key, {}))

    def rename_site(self) -> None:
        site = self.random.choice(self.sites)
        field = self.random.choice(["name_zh_hans", "contact_zh_hans", "name_kk_arab"])
        settle(changed("site", site.key, site.key, **{field: self.title()}))

    def readmit(self) -> None:
        document = self.pick(state="withdrawn")
        if document is not None:
            self.publish(self.contents[document.key])

    def relist(self) -> None:
        column = self.pick(kind="column")
        if column is not None:
            relist(column.key, person="office")

    def payload(self) -> dict[str, object]:
        size = {"digest": self.blob("jpg"), "extension": "jpg", "width": 400, "height": 300}
        picture = {"alt": "图", "caption": "", "sizes": [size]} if self.random.random() < 0.4 else None
        file = {"name": "附件", "digest": self.blob("pdf"), "extension": "pdf", "size": 9}
        return {
            "title": self.title(),
            "body": [{"type": "text", "html": self.html()}],
            "picture": picture,
            "attachments": [file] if self.random.random() < 0.3 else [],
        }

    def blob(self, extension: str) -> str:
        return blobs.put(b"file %d" % self.random.randrange(4), extension)

    def html(self) -> str:
        target = self.pick()
        link = f'<a href="document:{target.key}">另见</a>' if target is not None else ""
        return f"<p>正文{self.random.randrange(100)}{link}</p>"

    def title(self) -> str:
        return f"标题{self.random.randrange(1000)}"


@pytest.mark.parametrize("seed", range(6))
def test_any_order_of_changes_leaves_what_a_full_build_makes(seed, monkeypatch):
    monkeypatch.setattr(listing, "PAGE_SIZE", 2)
    monkeypatch.setattr(listing, "SITEMAP_SHARD", 3)
    monkeypatch.setattr(listing, "WITHDRAWN_SHARD", 2)
    office, live = Office(seed), Live()
    for step in range(STEPS):
        office.act()
        if office.random.random() < 0.6:
            live.carry()
            if step % 9 == 0:
                live.assert_equals_full_build()
    live.carry()
    live.assert_equals_full_build()
