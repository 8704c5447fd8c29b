"""Where a document stands on its way to the public (发布状态), worked out whenever somebody looks; stored nowhere.

Approved, queued, written, live: each with its time. Live means that the public address was fetched and showed the very
bytes that were released.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from django.utils import timezone
from django.utils.translation import gettext as _

from multilingual import registry as languages
from multilingual.registry import Language
from sites.registry import addresses
from sites.release.models import Hold, Task
from sites.store.models import Approval, Document, OutboxEntry, ScheduledAdmission

from .finding import entries_of, holds_of, last_good, tasks_of
from .reasons import Reason, reason_for


class Stage(StrEnum):
    """How far it has come, or why it stays where it is."""

    SCHEDULED = "scheduled"
    QUEUED = "queued"
    HELD = "held"
    FAILED = "failed"
    BUILT = "built"
    UNSEEN = "unseen"
    LIVE = "live"
    WITHDRAWN = "withdrawn"


FINAL = frozenset({Stage.LIVE, Stage.WITHDRAWN, Stage.UNSEEN})
UNFINISHED = frozenset(Stage) - FINAL


@dataclass(frozen=True)
class Step:
    """One step of the way: ``at`` when it was done, ``mark`` is ``done``, ``now``, ``stopped`` or ``later``."""

    code: str
    label: str
    at: datetime | None = None
    mark: str = "later"


@dataclass(frozen=True)
class State:
    """Where one document stands.

    ``sentence`` says it in words, ``advice`` what to do and whom to turn to, ``technical`` what the program reported.
    ``last_good_at`` is since when the version has been up that readers still see; ``url`` is the public address.
    """

    key: str
    title: str
    site: str
    language: str
    stage: Stage
    at: datetime | None
    steps: tuple[Step, ...]
    sentence: str
    advice: str = ""
    technical: str = ""
    last_good_at: datetime | None = None
    url: str = ""
    is_withdrawal: bool = False
    elsewhere: int = field(default=0)

    @property
    def script(self) -> Language:
        """The language that its title is written in."""
        return languages.get(self.language)

    @property
    def label(self) -> str:
        """The stage in a word or two."""
        return labels(is_withdrawal=self.is_withdrawal)[self.stage]

    @property
    def is_written(self) -> bool:
        """Whether the web root has it; until then readers get what was there before."""
        return self.stage in FINAL or self.stage == Stage.BUILT

    @property
    def is_final(self) -> bool:
        """Whether nothing more is to come; whoever looks need not look again."""
        return self.stage in FINAL or self.stage == Stage.SCHEDULED


def labels(*, is_withdrawal: bool = False) -> dict[str, str]:
    """Return the stages' names."""
    return {
        Stage.SCHEDULED: _("定时发布"),
        Stage.QUEUED: _("排队中"),
        Stage.HELD: _("已暂缓，等两人同意"),
        Stage.FAILED: _("没有成功"),
        Stage.BUILT: _("已撤下，正在核对") if is_withdrawal else _("已写入网站，正在核对"),
        Stage.UNSEEN: _("已从网站移除") if is_withdrawal else _("已写入网站"),
        Stage.LIVE: _("公众已能看到"),
        Stage.WITHDRAWN: _("已撤下"),
    }


def state_of(key: str) -> State | None:
    """Return where the document with this key stands, None for one that was never signed."""
    return next(iter(states_of([key])), None)


def states_of(keys: Sequence[str]) -> list[State]:
    """Return where the documents with these ``keys`` stand, in their order; those never signed are left out."""
    documents = {found.key: found for found in Document.objects.select_related("site").filter(key__in=keys)}
    waiting = {found.key: found for found in ScheduledAdmission.objects.select_related("site").filter(key__in=keys)}
    entries = entries_of(documents.values())
    tasks = tasks_of(entries.values())
    holds = holds_of({document.site_id for document in documents.values()})
    approvals = Approval.objects.in_bulk({document.last_approval for document in documents.values()})
    found = []
    for key in keys:
        document = documents.get(key)
        if key in waiting:
            found.append(_scheduled(waiting[key], document))
        elif document is not None:
            entry = entries.get(key)
            own = [task for task in tasks.get(entry.pk, ()) if task.site_id == document.site_id] if entry else []
            others = [task for task in tasks.get(entry.pk, ()) if task.site_id != document.site_id] if entry else []
            facts = _Facts(
                document,
                approvals.get(document.last_approval),
                entry,
                own[0] if own else None,
                holds.get(document.site_id),
                sum(task.built_at is None for task in others),
            )
            found.append(facts.state())
    return found


@dataclass(frozen=True)
class _Facts:
    """What is known of a document's newest change."""

    document: Document
    approval: Approval | None
    entry: OutboxEntry | None
    task: Task | None
    hold: Hold | None
    elsewhere: int

    @property
    def is_withdrawal(self) -> bool:
        return not self.document.is_public

    @property
    def built_at(self) -> datetime | None:
        if self.task is not None:
            return self.task.built_at
        return self.entry.released_at if self.entry is not None else None

    @property
    def stage(self) -> Stage:
        task = self.task
        if self.entry is None:
            return Stage.UNSEEN
        if self.built_at is None:
            if task is not None and self.hold is not None and task.error:
                return Stage.HELD
            return Stage.FAILED if (task.error if task else self.entry and self.entry.error) else Stage.QUEUED
        if task is None:
            return Stage.UNSEEN
        if task.live_at is None:
            return Stage.BUILT
        return Stage.WITHDRAWN if self.is_withdrawal else Stage.LIVE

    def state(self) -> State:
        document, stage, reason = self.document, self.stage, self._reason()
        times = self._times()
        is_stopped = stage in (Stage.FAILED, Stage.HELD)
        way = steps(times, is_withdrawal=self.is_withdrawal, is_stopped=is_stopped)
        return State(
            key=document.key,
            title=document.title,
            site=document.site.name,
            language=document.language,
            stage=stage,
            at=max((at for at in times.values() if at is not None), default=None),
            steps=way[:3] if stage == Stage.UNSEEN else way,
            sentence=reason.sentence if reason else self._sentence(stage),
            advice=reason.advice if reason else "",
            technical=reason.technical if reason else "",
            last_good_at=last_good(document) if stage not in FINAL and stage != Stage.BUILT else None,
            url=addresses.absolute_url(document.site, document.path),
            is_withdrawal=self.is_withdrawal,
            elsewhere=self.elsewhere,
        )

    def _times(self) -> dict[str, datetime | None]:
        return {
            "approved": self.approval.at if self.approval else self.document.admitted_at,
            "queued": self.entry.created_at if self.entry else None,
            "built": self.built_at,
            "live": self.task.live_at if self.task else None,
        }

    def _reason(self) -> Reason | None:
        if self.stage == Stage.HELD and self.hold is not None:
            return Reason(self.hold.sentence, _("两位审核人在“待我审核”里同意后自动继续，您不用做什么。"))
        if self.stage != Stage.FAILED:
            return None
        error = self.task.error if self.task else (self.entry.error if self.entry else "")
        return reason_for(error, self.document)

    def _sentence(self, stage: Stage) -> str:
        if stage == Stage.QUEUED:
            return _("已进入发布队列，马上轮到。")
        if stage == Stage.UNSEEN:
            return _("这一版发布时还没有上线核对，系统没有打开过公开地址。")
        if stage == Stage.BUILT and self.task is not None:
            return self.task.live_error or _("已写入网站，正在打开公开地址核对。")
        if stage == Stage.WITHDRAWN:
            return _("公众已看不到这一篇（已打开公开地址核对）。")
        return _("公众现在看到的就是这一版（已打开公开地址核对）。")


def steps(times: dict[str, datetime | None], *, is_withdrawal: bool, is_stopped: bool) -> tuple[Step, ...]:
    """Return the way with its times: the first step not done is where it stands now, or where it was stopped."""
    named = {
        "approved": _("审签通过"),
        "queued": _("进入发布队列"),
        "built": _("从网站移除") if is_withdrawal else _("写入网站"),
        "live": _("核对公开地址"),
    }
    found, mark = [], "stopped" if is_stopped else "now"
    for code, label in named.items():
        at = times.get(code)
        if at is not None:
            found.append(Step(code, label, at, "done"))
        else:
            found.append(Step(code, label, None, mark))
            mark = "later"
    return tuple(found)


def _scheduled(waiting: ScheduledAdmission, document: Document | None) -> State:
    approval = Approval.objects.filter(subject=waiting.key, digest=waiting.digest).order_by("-id").first()
    at = approval.at if approval else None
    hour = waiting.due_at
    is_public = document is not None and document.is_public
    return State(
        key=waiting.key,
        title=document.title if document else waiting.key,
        site=waiting.site.name,
        language=document.language if document else waiting.key.partition("-")[2],
        stage=Stage.FAILED if waiting.error else Stage.SCHEDULED,
        at=at,
        steps=steps({"approved": at}, is_withdrawal=False, is_stopped=bool(waiting.error)),
        sentence=_("到了定时发布的时间，但没有成功：%(reason)s") % {"reason": waiting.error}
        if waiting.error
        else _("定于 %(hour)s（北京时间）发布。") % {"hour": f"{_local(hour):%Y-%m-%d %H:%M}"},
        advice=_("请按上面的原因改正后重新送审。") if waiting.error else "",
        last_good_at=last_good(document) if is_public and document is not None else None,
        url=addresses.absolute_url(document.site, document.path) if is_public and document is not None else "",
    )


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment, timezone.get_default_timezone())
