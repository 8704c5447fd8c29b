"""What the watch over the web roots (网页防篡改) says of itself and of what it found, and how that is read.

Nothing that is read is taken on trust: an intruder chose the names of the files that were found, and a node that
answers may be an intruder's altogether. Known fields alone count, numbers within bounds, text that can be shown, cut.
"""

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

KINDS = {
    "altered": "被修改",
    "removed": "被删除",
    "added": "多出",
    "mode": "权限被改",
    "owner": "属主被改",
    "unsigned": "发布没有可信的签名",
    "repository": "发布库损坏",
    "failed": "无法恢复",
}
"""What was wrong, in words."""
RESTORED, MOVED, LEFT_ALONE = "已恢复", "已移入隔离区", "未处理"
"""What was done about it."""
STALE = timedelta(minutes=3)
"""How old the state of a watch may be that is still running: it writes one every few seconds, when nothing keeps it."""
TOLD = 100
"""How many findings one answer tells, the newest."""
LONGEST = {"at": 40, "site": 64, "address": 400, "kind": 20, "done": 20, "evidence": 400, "detail": 300}
MOST = 10**12
"""No count and no number of seconds is larger."""


class NotAWatch(ValueError):
    """Raised for an answer that no watch of ours gives; the message is for whoever reads the screen."""


@dataclass(frozen=True)
class Report:
    """One finding: when (ISO), of which site, at which address, what was wrong, what was done, where evidence lies.

    ``seconds`` passed from noticing it until it was put right.
    """

    at: str
    site: str
    address: str
    kind: str
    done: str
    evidence: str = ""
    detail: str = ""
    seconds: float = 0.0

    @classmethod
    def of(cls, said: object) -> "Report | None":
        """Return the finding that ``said`` tells, None where it tells none."""
        if not isinstance(said, dict):
            return None
        told = {name: text(said.get(name), longest) for name, longest in LONGEST.items()}
        if moment(told["at"]) is None or not told["kind"] or not told["address"]:
            return None
        return cls(**told, seconds=number(said.get("seconds")))

    @property
    def when(self) -> datetime:
        """Return the moment of the finding; the beginning of time where none is told."""
        return moment(self.at) or datetime.min.replace(tzinfo=UTC)

    @property
    def words(self) -> str:
        """Return what was wrong, in words."""
        return KINDS.get(self.kind, self.kind)

    @property
    def is_open(self) -> bool:
        """Return whether a person has to see to it."""
        return self.done == LEFT_ALONE


@dataclass(frozen=True)
class State:
    """What a watch says of itself: when, over how many sites and files, its last round, how much it put right.

    ``refusal`` is why the kernel does not notify, empty while it does; ``at_once`` whether folders can be exchanged.
    """

    at: datetime
    sites: int
    files: int
    reports: int
    ended: datetime | None
    seconds: float
    refusal: str
    at_once: bool

    @classmethod
    def of(cls, said: object) -> "State | None":
        """Return the state that ``said`` tells, None where it tells none."""
        if not isinstance(said, dict):
            return None
        at, done = moment(said.get("at")), said.get("round")
        if at is None:
            return None
        done = done if isinstance(done, dict) else {}
        sites, files, reports = (int(number(said.get(name))) for name in ("sites", "files", "reports"))
        ended, seconds = moment(done.get("ended")), number(done.get("seconds"))
        refusal, at_once = text(said.get("notifications"), 300), said.get("at_once") is True
        return cls(at, sites, files, reports, ended, seconds, refusal, at_once)

    def said(self) -> dict[str, object]:
        """Return what ``of`` reads."""
        ended = self.ended.isoformat() if self.ended is not None else ""
        return {
            "at": self.at.isoformat(),
            "sites": self.sites,
            "files": self.files,
            "reports": self.reports,
            "round": {"ended": ended, "seconds": self.seconds},
            "notifications": self.refusal,
            "at_once": self.at_once,
        }


@dataclass(frozen=True)
class Watch:
    """A watch at the moment ``now`` by its own machine's clock: its state, None before it first ran; its findings."""

    now: datetime
    state: State | None
    reports: tuple[Report, ...] = ()

    @classmethod
    def of(cls, said: object) -> "Watch":
        """Return the watch that ``said`` tells. Raises ``NotAWatch``."""
        now = moment(said.get("now")) if isinstance(said, dict) else None
        if not isinstance(said, dict) or now is None:
            raise NotAWatch("节点的回答不是值守情况。")
        told = said.get("reports")
        found = [Report.of(each) for each in told] if isinstance(told, list) else []
        return cls(now, State.of(said.get("state")), tuple(report for report in found if report is not None))

    @property
    def is_running(self) -> bool:
        """Return whether the state is of this very time; one that is old or of the future tells of no running watch."""
        return self.state is not None and abs(self.now - self.state.at) <= STALE

    def said(self) -> dict[str, object]:
        """Return what ``of`` reads."""
        state = self.state.said() if self.state is not None else None
        return {"now": self.now.isoformat(), "state": state, "reports": [asdict(report) for report in self.reports]}


def encoded(watch: Watch) -> bytes:
    """Return ``watch`` as one line of ASCII, whatever lies in the names it tells."""
    return json.dumps(watch.said()).encode("ascii") + b"\n"


def decoded(answer: str) -> Watch:
    """Return the watch that another machine's ``answer`` tells. Raises ``NotAWatch``."""
    try:
        return Watch.of(json.loads(answer))
    except (ValueError, RecursionError) as error:
        raise error if isinstance(error, NotAWatch) else NotAWatch("节点的回答读不懂。") from error


def text(said: object, longest: int) -> str:
    """Return ``said`` as one line that can be shown, cut to ``longest`` characters; empty for what is no text."""
    if not isinstance(said, str):
        return ""
    shown = said if len(said) <= longest else f"{said[: longest - 1]}…"
    return shown if shown.isprintable() else "".join(each if each.isprintable() else "\ufffd" for each in shown)


def number(said: object) -> float:
    """Return the number ``said`` within 0 and ``MOST``; 0 for what is none."""
    if not isinstance(said, int | float) or isinstance(said, bool) or said != said:  # the last is not-a-number
        return 0
    return min(max(said, 0), MOST)


def moment(said: object) -> datetime | None:
    """Return the moment that ``said`` tells in ISO, None where it tells none or does not say of which zone."""
    try:
        found = datetime.fromisoformat(said) if isinstance(said, str) else None
        return found.astimezone(UTC) if found is not None and found.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None
