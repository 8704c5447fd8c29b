"""What ``node status`` says: the sites, their releases, the watch; in plain words."""

from collections.abc import Iterator
from pathlib import Path

import pygit2

from sites.release.checkout import LIVE
from sites.release.repository import MAIN, Repository

from . import reports
from .compressing import COMPRESSED
from .places import Place, Places
from .trust import Trust

SHOWN = 5
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
    state = reports.state(var)
    if not state:
        yield "网页防篡改：没有运行过（manage.py node watch）"
        return
    yield f"网页防篡改：{state.get('at')} 仍在值守，监视 {state.get('files')} 个文件"
    done = state.get("round")
    if isinstance(done, dict) and done:
        yield f"  最近一轮巡检：{done.get('ended')} 完成，{done.get('files')} 个文件，用时 {done.get('seconds')} 秒"
    else:
        yield "  第一轮巡检尚未完成"
    if state.get("notifications"):
        yield f"  系统拒绝了文件通知（{state['notifications']}），已加快巡检；请调大 fs.inotify.max_user_watches"
    if not state.get("at_once"):
        yield "  文件系统不支持整体切换（renameat2），大量改动将逐个文件写入"
    last = list(reports.last(var, SHOWN))
    yield f"  本次启动以来的处置 {state.get('reports')} 次" + ("，最近：" if last else "")
    for each in last:
        kind = KINDS.get(each.kind, each.kind)
        yield f"    {each.at} {each.address} {kind}，{each.done}" + (f"，证据 {each.evidence}" if each.evidence else "")


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
