"""``kill -9`` after each write of the chain: nothing is lost, nothing half-made is seen, the next worker goes on."""

import pytest

from tests.faults.conftest import Town

POINTS = (
    "planned",
    "objects-written",
    "committed",
    "published",
    "recorded",
    "checked-out-part",
    "checked-out",
    "marked",
)
KILLED = -9


def pages_are_whole(town: Town) -> bool:
    return all(page.read_text().rstrip().endswith("</html>") for page in town.var.glob("www/**/*.html"))


@pytest.mark.parametrize("point", POINTS)
def test_a_kill_while_a_new_document_becomes_public(town: Town, point: str):
    made = town.do("publish_one", column=town.columns["portal"], title="断电时发布")
    assert town.run("work", fault=point)["status"] == KILLED, f"the worker never came past {point}"
    assert pages_are_whole(town)
    town.assert_sound()
    assert "断电时发布" in (town.root() / made["path"]).read_text()


@pytest.mark.parametrize("point", POINTS)
def test_a_kill_while_a_document_is_taken_back(town: Town, point: str):
    made = town.do("publish_one", column=town.columns["jyj"], title="要撤的稿子")
    town.assert_sound()
    town.do("withdraw_one", key=made["key"])
    assert town.run("work", fault=point)["status"] == KILLED, f"the worker never came past {point}"
    assert pages_are_whole(town)
    town.assert_sound()
    for page in town.var.glob("www/**/*.html"):
        assert "要撤的稿子" not in page.read_text(), page


def test_kills_one_after_another_lose_nothing(town: Town):
    titles = []
    for number, point in enumerate(POINTS):
        titles.append(f"连续断电{number}")
        town.do("publish_one", column=town.columns["portal"], title=titles[-1])
        town.run("work", fault=point)
    town.assert_sound()
    front = "".join(page.read_text() for page in (town.root() / "xw").glob("*.html"))
    assert [title for title in titles if title not in front] == []
