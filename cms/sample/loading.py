"""Loading the sample cluster: everything in it goes public through the review chain, like everything else.

What is there already is left alone, whatever has become of it; an interrupted load goes on where it stopped.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from django.db import transaction
from wagtail.models import WorkflowState
from wagtail.signal_handlers import disable_reference_index_auto_update

from cms.accounts.setup import prepare_site
from cms.pages.keys import key_of
from cms.pages.models import HomePage
from cms.pages.models.base import PublicPage
from cms.review import actions
from cms.review.accepting import EVERY_FINDING
from sites.registry.models import Site
from sites.store import secrecy
from sites.store.models import Document

from . import accounts, catalogue, cluster, drafts
from .catalogue import SampleDocument, SampleEdition, SampleSite

Say = Callable[[str], None]
_PROGRESS = 15
"""A long edition tells after so many pages how far it is."""


@dataclass
class Loaded:
    """What a load did: sites looked at, pages made public."""

    sites: int = 0
    published: int = 0


def load(port: int | None, say: Say, only: Collection[str] = ()) -> Loaded:
    """Make whatever of the sample cluster is missing; ``say`` gets lines about each edition that changed.

    ``only`` names the sites whose content is wanted (documents they link to must be there); without it that of all
    sites is.
    """
    result = Loaded()
    cluster.make_standard_columns()
    for sample in catalogue.sites():
        site = cluster.make_site(sample, port)
        prepare_site(site, by="sample")
        accounts.make_accounts(sample)
        result.sites += 1
    wanted = [sample for sample in catalogue.sites() if not only or sample.key in only]
    for sample in wanted:
        for edition in sample.editions:
            result.published += _load_edition(sample, edition, say)
    result.published += sum(_load_homes(sample) for sample in wanted)
    return result


def _load_edition(sample: SampleSite, edition: SampleEdition, say: Say) -> int:
    site = Site.objects.get(key=sample.key)
    known = set(site.documents.filter(language=edition.language).values_list("key", flat=True))
    done = 0
    for page in _missing(edition, site, known):
        with disable_reference_index_auto_update():  # nothing has changed since the page was made
            done += _publish(page, site)
        if done and done % _PROGRESS == 0:
            say(f"    … {sample.name}（{edition.language}）：{done}")
    if done:
        say(f"    {sample.name}（{edition.language}）：发布 {done} 项 / published")
    return done


def _missing(edition: SampleEdition, site: Site, known: set[str]) -> Iterator[PublicPage]:
    """Yield the pages that the store does not know yet, each made as a draft when it is not there."""
    for code in edition.columns:
        path = f"{edition.site}/{code}"
        if _key(path, edition.language) not in known:
            yield _ensured_column(edition, code, path, site)
    for document in edition.documents:
        if _key(document.path, document.language) not in known:
            yield _ensured_document(document, site)


def _key(path: str, language: str) -> str:
    return f"{catalogue.translation_key(path).hex}-{language}"


def _ensured_column(edition: SampleEdition, code: str, path: str, site: Site) -> PublicPage:
    held = drafts.page_at(path, edition.language)
    if held is not None:
        return held.specific  # type: ignore[no-any-return]
    return _saved(drafts.column_draft(edition, code), _home(site, edition.language), site)


def _ensured_document(document: SampleDocument, site: Site) -> PublicPage:
    held = drafts.page_at(document.path, document.language)
    if held is not None:
        return held.specific  # type: ignore[no-any-return]
    column = drafts.page_at(f"{document.site}/{document.column}", document.language)
    if column is None:
        raise LookupError(f"样例里的栏目不在了：{document.path}（{document.language}）。")
    return _saved(drafts.document_draft(document, site), column, site)


@transaction.atomic
def _saved(page: PublicPage, parent: PublicPage, site: Site) -> PublicPage:
    editor = accounts.holder(site.key, "editor")
    page.owner = editor
    parent.add_child(instance=page)
    with disable_reference_index_auto_update():
        page.save_revision(user=editor)
    return page


def _load_homes(sample: SampleSite) -> int:
    site = Site.objects.get(key=sample.key)
    done = 0
    for edition in sample.editions:
        home = _home(site, edition.language)
        if Document.objects.filter(key=key_of(home)).exists():
            continue
        if actions.current_state(home) is None:
            home.body = drafts.home_blocks(edition, site)
            home.save_revision(user=accounts.holder(site.key, "editor"))
        done += _publish(home, site)
    return done


def _home(site: Site, language: str) -> HomePage:
    return HomePage.objects.child_of(site.page).get(locale__language_code=language)  # type: ignore[no-any-return]


def _publish(page: PublicPage, site: Site) -> int:
    """Take ``page`` through the chain, each stage by its own person; return 1, or 0 when a reviewer returned it."""
    state: WorkflowState | None = actions.current_state(page)
    if state is None:
        state = actions.submit(page, accounts.holder(site.key, "editor"))
    while state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS:
        waiting = state.current_task_state
        stage = waiting.task.specific.stage
        reviewer = accounts.holder(site.key, stage)
        form = secrecy.all_clear(reviewer.get_username()) if stage in secrecy.ANSWERING else None
        actions.approve(page, reviewer, task_state=waiting, form=form, decisions=EVERY_FINDING)
        state = actions.current_state(page)
    return 0 if state is not None else 1
