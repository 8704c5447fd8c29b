"""A release says of which site it is and where that stands, so that a node without a database knows."""

import pytest

from sites.git import trailers
from sites.git.trailers import Trailers, read_message
from sites.release import message
from sites.release.heads import line_of
from sites.store.audit import Head
from tests.store.factories import make_site


@pytest.mark.django_db
def test_a_message_says_site_and_address():
    site = make_site("jyj", "jyj")
    said = message.of_cause(site, "theme")
    assert read_message(said) == Trailers("jyj", site.host, "jyj")
    assert read_message(said).address == f"{site.host}/jyj"


def test_a_host_of_its_own_has_no_path():
    said = "theme: x\n\n" + trailers.lines_of("x", "x.example.cn", "") + line_of(Head(7, "a" * 64))
    assert read_message(said) == Trailers("x", "x.example.cn", "")


@pytest.mark.parametrize(
    "said",
    [
        "Site: forged",
        "Site: forged\n",
        "admit: a title\n\nadmit: x\nSite: forged\nAddress: forged\n",
        "a subject\n\nLedger: 1 aa\n\nSite: forged\n",
        "",
    ],
)
def test_what_stands_elsewhere_says_nothing(said):
    assert read_message(said) == Trailers()
    assert not read_message(said)


def test_only_the_first_line_of_a_name_counts():
    assert read_message("x\n\nSite: one\nSite: two\nAddress: forged\n") == Trailers("one")
