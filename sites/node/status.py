"""What ``node status`` says: the sites, their releases, the watch; in plain words."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pygit2

from sites.exchange import watch_files
from sites.git.repository import MAIN, Repository
from sites.web.checkout import LIVE

from .compressing import COMPRESSED
from .places import Place, Places
from .trust import Trust

SHOWN = 5


def status(var: Path, keys: Path) -> Iterator[str]:
    """Yield the lines."""
    trust, places = Trust(keys), Places(var)
    yield f"站点 {len(places.sites)} 个"
    for place in places:
        yield f"  {_site(place, trust)}"
    for key in places.unplaced:
        yield f"  {key}：发布没有写明网站地址，请在发布端重新发布一次；在此之前不清理不属于任何站点的文件夹"
    yield from watch(var)


def watch(var: Path) -> Iterator[str]:
    """Yield the lines about the watch."""
    found = watch_files.watch(var, SHOWN)
    state = found.state
    if state is None:
        yield "网页防篡改：没有运行过（manage.py node watch）"
        return
    stands = "仍在值守" if found.is_running else "之后没有再值守（manage.py node watch）"
    yield f"网页防篡改：{_time(state.at)} {stands}，监视 {state.files} 个文件"
    if state.ended is not None:
        yield f"  最近一轮巡检：{_time(state.ended)} 完成，用时 {state.seconds} 秒"
    else:
        yield "  第一轮巡检尚未完成"
    if state.refusal:
        yield f"  系统拒绝了文件通知（{state.refusal}），已加快巡检；请调大 fs.inotify.max_user_watches"
    if not state.at_once:
        yield "  文件系统不支持整体切换（renameat2），大量改动将逐个文件写入"
    yield f"  本次启动以来的处置 {state.reports} 次" + ("，最近：" if found.reports else "")
    for each in found.reports:
        evidence = f"，证据 {each.evidence}" if each.evidence else ""
        yield f"    {each.at} {each.address} {each.words}，{each.done}{evidence}"


def _time(moment: datetime) -> str:
    return moment.astimezone().isoformat(timespec="seconds")


def _site(place: Place, trust: Trust) -> str:
    repository = Repository(place.repository)
    try:
        live, main, packed = (repository.head(name) for name in (LIVE, MAIN, COMPRESSED))
    except (pygit2.GitError, KeyError, ValueError) as error:
        return f"{place.key}：发布库损坏（{error}）"
    if live is None:
        return f"{place.key} {place.address}：还没有上线"
    words = [f"{place.key} {place.address}：上线版本 {str(live.id)[:12]}"]
    refusal = trust.refusal(repository, live)
    words.append(f"签名不可信：{refusal}" if refusal else "签名可信")
    if main is not None and main.id != live.id:
        words.append(f"新版本 {str(main.id)[:12]} 尚未上线")
    words.append("压缩文件齐全" if packed is not None and packed.id == live.id else "压缩文件生成中")
    return "，".join(words)
