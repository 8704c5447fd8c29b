"""Every act that the program records has its plain words."""

import ast
from pathlib import Path

from cms.ledger import words

ROOT = Path(__file__).resolve().parents[2]


def acts_in(tree: ast.AST) -> list[str]:
    """Return the acts that a module records: plain ones in full, composed ones by their fixed beginning."""
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or ast.unparse(node.func) not in ("audit.record", "record"):
            continue
        if len(node.args) < 2:
            continue
        act = node.args[1]
        for said in (act.body, act.orelse) if isinstance(act, ast.IfExp) else (act,):
            if isinstance(said, ast.Constant):
                found.append(said.value)
            elif isinstance(said, ast.JoinedStr) and isinstance(said.values[0], ast.Constant):
                found.append(said.values[0].value)
    return found


def test_every_recorded_act_has_words():
    acts = {
        act
        for room in ("cms", "sites")
        for path in (ROOT / room).rglob("*.py")
        for act in acts_in(ast.parse(path.read_text()))
    }
    assert len(acts) > 30
    missing = [act for act in acts if not any(known == act or known.startswith(act) for known in words.SENTENCES)]
    assert missing == [], "say these acts in cms/ledger/words.py"


def test_words_are_plain():
    assert words.sentence("approve publish", "《通知》", {"stage": "sign"}) == "通过《通知》的发布审签（签发）"
    assert words.sentence("grant role", "“张三”", {"granted": "secrecy"}) == "授予“张三”角色“保密审查”"
    assert words.sentence("approve publish", "《通知》", {}) == "通过《通知》的发布审签（—）"
    assert words.sentence("unheard of", "x", {}) == "unheard of x"
    assert words.sentence("admit", "{0}{stage}", {"stage": "{what}"}) == "公开{0}{stage}"


def test_no_act_stands_in_two_groups():
    acts = [act for group in words.GROUPS for act in group.acts]
    assert len(acts) == len(set(acts))
