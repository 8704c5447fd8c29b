"""Whatever happens to a web root is put right from the signed release, reported, and kept as evidence."""

import json
import os
import shutil
import time
from pathlib import Path

import pytest

from sites.git.repository import MAIN
from sites.node import noticing
from sites.node.noticing import Notifications
from sites.node.places import Places
from sites.node.strangers import remove_strangers
from sites.web.checkout import GOING, LIVE
from tests.node.conftest import HOST, MOMENT, held, sweep


@pytest.fixture
def before(cluster):
    return held(cluster.www)


def www(node, path):
    return node.www / HOST / path


def alter(node):
    www(node, "index.html").write_text("defaced")


def forge(node):
    target = www(node, "index.html")
    facts = target.stat()
    target.write_text("PORTAL")
    os.utime(target, ns=(facts.st_atime_ns, facts.st_mtime_ns))


def remove(node):
    www(node, "tzgg/1.html").unlink()


def remove_folder(node):
    shutil.rmtree(www(node, "jyj/xw"))


def remove_site(node):
    shutil.rmtree(node.www / "nmj.example.localhost")


def remove_all(node):
    shutil.rmtree(www(node, ""))


def add_script(node):
    www(node, "tzgg/shell.php").write_text("<?php")


def add_hidden(node):
    www(node, "jyj/.htaccess").write_text("Options")


def add_link(node):
    www(node, "passwd").symlink_to("/etc/passwd")


def add_folder(node):
    www(node, "casino/a/b").mkdir(parents=True)
    www(node, "casino/a/b/index.html").write_text("casino")


def add_empty_folder(node):
    www(node, "jyj/xw/empty").mkdir()


def add_host(node):
    (node.www / "casino.example").mkdir()
    (node.www / "casino.example" / "index.html").write_text("casino")


def add_pipe(node):
    os.mkfifo(www(node, "pipe.html"))


def swap_for_link(node):
    www(node, "index.html").unlink()
    www(node, "index.html").symlink_to("/etc/passwd")


def swap_for_folder(node):
    www(node, "index.html").unlink()
    www(node, "index.html").mkdir()
    www(node, "index.html/x").write_text("x")


def swap_folder_for_link(node):
    shutil.move(www(node, "jyj/xw"), node.var / "elsewhere")
    www(node, "jyj/xw").symlink_to(node.var / "elsewhere")


def swap_folder_for_file(node):
    shutil.rmtree(www(node, "jyj"))
    www(node, "jyj").write_text("x")


def swap_site_for_link(node):
    shutil.move(www(node, "jyj"), node.var / "elsewhere")
    www(node, "jyj").symlink_to(node.var / "elsewhere")


def open_rights(node):
    www(node, "index.html").chmod(0o666)


def open_folder(node):
    www(node, "tzgg").chmod(0o777)


def false_sibling(node):
    www(node, "index.html.gz").write_bytes(b"not compressed")


WAYS = {
    alter: {"altered"}, forge: {"altered"}, remove: {"removed"}, remove_folder: {"removed"}, remove_site: {"removed"},
    remove_all: {"removed"}, add_script: {"added"}, add_hidden: {"added"}, add_link: {"added"}, add_folder: {"added"},
    add_empty_folder: {"added"}, add_host: {"added"}, add_pipe: {"added"}, swap_for_link: {"altered"},
    swap_for_folder: {"altered"}, swap_folder_for_link: {"altered"}, swap_folder_for_file: {"altered"},
    swap_site_for_link: {"altered"}, open_rights: {"mode"}, open_folder: {"mode"}, false_sibling: {"altered"},
}  # fmt: skip


@pytest.mark.parametrize("harm", WAYS, ids=lambda harm: harm.__name__)
def test_harm_is_undone_and_told(cluster, before, harm):
    harm(cluster)
    sweep(cluster.agent())
    assert held(cluster.www) == before
    assert not [path for path in cluster.www.rglob("*") if path.is_symlink() or not (path.is_dir() or path.is_file())]
    assert {path.stat().st_mode & 0o777 for path in cluster.www.rglob("*")} == {0o644, 0o755}
    told = cluster.reports()
    assert {report.kind for report in told} == WAYS[harm] and {report.done for report in told} <= {
        "已恢复",
        "已移入隔离区",
    }
    assert all(os.path.lexists(report.evidence) for report in told if report.evidence)
    if WAYS[harm] & {"added", "altered"}:
        assert told[0].evidence
    sweep(cluster.agent())
    assert cluster.reports() == told


def test_what_was_left_is_kept_as_evidence(cluster, before):
    alter(cluster)
    add_folder(cluster)
    sweep(cluster.agent())
    kept = held(cluster.var / "quarantine")
    assert sorted(kept.values()) == [b"casino", b"defaced"]
    assert (cluster.var / "quarantine").stat().st_mode & 0o777 == 0o700


def test_nothing_is_wrong_where_nothing_happened(cluster, before):
    sweep(cluster.agent())
    assert held(cluster.www) == before and cluster.reports() == []


def test_a_release_that_nobody_signed_counts_for_nothing(cluster, before):
    repository = cluster.repository("portal")
    signed = repository.head(LIVE)
    forged = repository.git.create_commit(
        None, signed.author, signed.committer, signed.message, signed.tree.id, [signed.id]
    )
    repository.mark(LIVE, str(forged))
    alter(cluster)
    sweep(cluster.agent())
    assert www(cluster, "index.html").read_text() == "defaced"
    assert {report.kind for report in cluster.reports()} == {"unsigned"} and len(cluster.reports()) == 1


def test_a_release_signed_by_another_key_counts_for_nothing(cluster, before, tmp_path):
    import subprocess

    other = tmp_path / "other"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(other)], check=True)
    cluster.key.write_text(other.with_suffix(".pub").read_text())
    alter(cluster)
    sweep(cluster.agent())
    assert www(cluster, "index.html").read_text() == "defaced"
    assert {report.kind for report in cluster.reports()} == {"unsigned"}


def test_wrong_bytes_are_never_written_from_a_damaged_repository(cluster, before):
    import zlib

    repository = cluster.repository("portal")
    blob = str(repository.head(LIVE).tree["index.html"].id)
    path = repository.path / "objects" / blob[:2] / blob[2:]
    path.chmod(0o644)
    path.write_bytes(zlib.compress(b"blob 6\0hacked"))
    www(cluster, "index.html").unlink()
    www(cluster, "tzgg/1.html").write_text("defaced")
    sweep(cluster.agent())
    assert not www(cluster, "index.html").exists() and www(cluster, "tzgg/1.html").read_bytes() == b"notice"
    assert {report.kind for report in cluster.reports()} == {"repository", "altered"}


def test_a_checkout_that_was_ended_is_carried_through_and_is_no_harm(cluster, before):
    outputs = {"index.html": b"new portal", "tzgg/9.html": b"new"}
    cluster.commit("portal", outputs, (HOST, ""))
    repository = cluster.repository("portal")
    repository.mark(GOING, str(repository.head(MAIN).id))
    www(cluster, "index.html").write_bytes(b"new portal")
    sweep(cluster.agent())
    assert cluster.reports() == [] and repository.head(LIVE).id == repository.head(MAIN).id
    assert held(cluster.www)[f"{HOST}/tzgg/9.html"] == b"new" and f"{HOST}/tzgg/1.html" not in held(cluster.www)


def test_where_a_site_does_not_say_where_it_stands_no_folder_is_moved(cluster, before):
    cluster.repository("old").commit_all([("index.html", b"old")], [], "made before releases said so\n", MOMENT)
    add_folder(cluster)
    add_host(cluster)
    alter(cluster)
    sweep(cluster.agent())
    assert {report.kind for report in cluster.reports()} == {"altered"}
    assert www(cluster, "casino").exists() and (cluster.www / "casino.example").exists()


def test_a_new_site_is_no_stranger(cluster, before):
    cluster.commit("wtj", {"index.html": b"culture"}, ("wtj.example.localhost", ""))
    (cluster.www / "wtj.example.localhost").mkdir()
    assert not remove_strangers(Places(cluster.var), cluster.var, None, None)


def test_reports_are_lines_of_json(cluster, before):
    alter(cluster)
    sweep(cluster.agent())
    (line,) = (cluster.var / "reports" / "tamper.jsonl").read_text().splitlines()
    said = json.loads(line)
    assert (said["site"], said["address"], said["kind"]) == ("portal", f"{HOST}/index.html", "altered")


def test_names_that_are_no_text_are_found_and_reported(cluster):
    agent = cluster.agent()
    root = os.fsencode(cluster.www / HOST)
    for name in (b"\xff.php", b"a\n<b>.html"):
        Path(os.fsdecode(os.path.join(root, name))).write_bytes(b"x")
    Path(os.fsdecode(os.path.join(root, b"jyj/\xfe"))).mkdir()
    Path(os.fsdecode(os.path.join(os.fsencode(cluster.www), b"\xfd"))).mkdir()
    sweep(agent)
    found = sorted((report.kind, report.address, report.done) for report in cluster.reports())
    assert found == [
        ("added", f"{HOST}/a\ufffd<b>.html", "已移入隔离区"),
        ("added", f"{HOST}/jyj/\ufffd", "已移入隔离区"),
        ("added", f"{HOST}/\ufffd.php", "已移入隔离区"),
        ("added", "\ufffd", "已移入隔离区"),
    ]


def test_a_name_that_is_no_text_buys_no_time(cluster):
    notifications = Notifications(cluster.www)
    notifications.start()
    try:
        for _try in range(100):  # until it listens
            (cluster.www / HOST / "heard").write_text("x")
            if notifications.take(0.1):
                break
        Path(os.fsdecode(os.fsencode(cluster.www / HOST) + b"/\xff.php")).write_bytes(b"x")
        for _try in range(300):
            if notifications.overflowed:
                break
            time.sleep(0.05)
        assert notifications.overflowed, "everything is looked at once"
        time.sleep(noticing.SOON)
        for _try in range(300):
            (cluster.www / HOST / "later").write_text("x")
            if f"{HOST}/later" in notifications.take(0.1):
                return
        raise AssertionError("it listens no more")
    finally:
        notifications.stop()
