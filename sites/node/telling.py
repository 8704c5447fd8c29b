"""What came in, said in plain sentences."""

from collections.abc import Callable, Iterable

from .applying import Applied
from .pulling import Outcome

Say = Callable[[str], object]


def tell_outcomes(outcomes: Iterable[Outcome], say: Say) -> bool:
    """Say what became of each site; return whether every one is up to date now."""
    is_whole = True
    for outcome in outcomes:
        if outcome.error:
            is_whole = False
            say(f"{outcome.site}：{outcome.error}")
        elif outcome.releases:
            say(f"{outcome.site}：新发布 {outcome.releases} 次")
    return is_whole


def tell_applied(applied: Applied, say: Say) -> bool:
    """Say what a bundle brought and its receipt; return whether it counts as taken."""
    if applied.is_repeated:
        say(f"第 {applied.number} 号数据包此前已经导入，没有改动。")
    elif not tell_outcomes(applied.outcomes, say):
        return False
    else:
        say(f"第 {applied.number} 号数据包已导入：{len(applied.outcomes)} 个站点。")
    say(f"回执：第 {applied.number} 号 {applied.receipt}")
    return True
