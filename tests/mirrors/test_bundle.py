"""Bundles over an air gap: what is lost, repeated, damaged or foreign is noticed; a kill loses nothing."""

import os
import shutil
import signal
import subprocess
import sys
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from sites.exchange import bundles
from sites.git import signing
from sites.git.repository import MAIN
from sites.mirrors import bundling
from sites.mirrors.models import Bundle
from sites.node import applying
from sites.store.models import AuditEntry
from tests.cluster import ROOT
from tests.node.parts import Publisher

pytestmark = pytest.mark.django_db


@pytest.fixture
def write(tmp_path):
    def written(recipient="county", since=None):
        target = tmp_path / "out" / f"{len(list(tmp_path.glob('out/*')))}.sumu"
        made = bundling.bundle(target, recipient, "operator", since)
        return target, made

    return written


def take(node, file):
    return applying.apply(file, node.var, node.keys, node.check_out)


def releases(publisher, numbers, *sites):
    for number in numbers:
        for site in sites or ("portal",):
            publisher.release(number, site)


def test_each_bundle_carries_what_is_new_of_every_site(publisher, node, write):
    releases(publisher, range(3), "portal", "jyj")
    first, made = write()
    assert (made.number, made.after, made.sites) == (1, 0, ["jyj", "portal"])
    done = take(node, first)
    assert [(row.site, row.releases, row.error) for row in done.outcomes] == [("jyj", 3, ""), ("portal", 3, "")]
    assert done.receipt == made.receipt and node.shows("portal") and node.shows("jyj")
    publisher.release(3)
    second, made = write()
    assert (made.number, made.after, made.sites) == (2, 1, ["portal"])
    assert [row.releases for row in take(node, second).outcomes] == [1]
    assert node.head() == publisher.head() and node.shows()
    assert AuditEntry.objects.filter(act="write bundle", subject="county 2").exists()
    with pytest.raises(bundling.NothingNew):
        write()


def test_a_repeated_bundle_says_so_and_changes_nothing(publisher, node, write):
    releases(publisher, range(2))
    first, made = write()
    take(node, first)
    publisher.release(2)
    take(node, write()[0])
    shutil.rmtree(node.root())
    done = take(node, first)
    assert done.is_repeated and done.receipt == made.receipt and not node.root().exists()


def test_a_lost_bundle_is_named_and_one_from_then_on_heals_it(publisher, node, write):
    for number in range(5):
        publisher.release(number)
        write()
    files = sorted((publisher.var.parent / "out").glob("*"))
    take(node, files[0])
    held = node.head()
    with pytest.raises(applying.OutOfTurn, match="缺少第 2、3、4 号数据包，请先导入"):
        take(node, files[4])
    assert node.head() == held and node.shows()
    publisher.release(9)
    healing, made = write(since=1)
    assert (made.number, made.after) == (6, 1)
    assert take(node, healing).outcomes[0].releases == 5
    assert take(node, files[2]).is_repeated and node.head() == publisher.head()
    with pytest.raises(bundling.NoSuchBundle):
        write(since=17)


def test_a_full_bundle_brings_a_new_node_up(publisher, node, write):
    releases(publisher, range(3))
    write()
    publisher.release(3)
    full, made = write(since=0)
    assert (made.number, made.after) == (2, 0)
    assert take(node, full).outcomes[0].releases == 4 and node.shows()


def test_recipients_are_counted_apart(publisher, node, write):
    releases(publisher, range(2))
    take(node, write("county")[0])
    file, made = write("banner")
    assert made.number == 1
    with pytest.raises(applying.OutOfTurn, match="banner"):
        take(node, file)


@pytest.mark.parametrize("where", [0.02, 0.3, 0.6, 0.95])
def test_a_damaged_bundle_is_refused_before_anything_changes(publisher, node, write, where):
    releases(publisher, range(3))
    file, _made = write()
    data = bytearray(file.read_bytes())
    inside = int(600 + where * (len(data.rstrip(b"\0")) - 700))
    data[inside] ^= 1
    file.write_bytes(data)
    with pytest.raises((bundles.Damaged, signing.Unsigned)):
        take(node, file)
    assert not list(node.releases.glob("*.git")) and not (node.var / applying.TAKEN).exists()


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.8])
def test_a_bundle_cut_short_is_refused(publisher, node, write, share):
    releases(publisher, range(3))
    file, _made = write()
    data = file.read_bytes().rstrip(b"\0")  # the end of a tar file is nothing but zeros
    file.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(bundles.Damaged):
        take(node, file)
    assert not list(node.releases.glob("*.git"))


def test_a_bundle_of_another_installation_is_refused(publisher, node, write, tmp_path, settings):
    settings.SUMU_VAR = tmp_path / "other"
    Publisher(settings.SUMU_VAR).release(0)
    with pytest.raises(signing.Unsigned, match="受信任"):
        take(node, write()[0])
    assert not list(node.releases.glob("*.git"))


def test_a_site_that_refuses_its_part_keeps_the_bundle_open(publisher, node, write):
    releases(publisher, range(2), "portal", "jyj")
    first = publisher.head()
    take(node, write()[0])
    publisher.release(2, "jyj")
    publisher.repository().git.references.delete(MAIN)
    publisher.release(7)
    file, _made = write()
    outcomes = {row.site: row.error for row in take(node, file).outcomes}
    assert outcomes["jyj"] == "" and "历史被改写" in outcomes["portal"]
    assert node.head() == first and node.head("jyj") == publisher.head("jyj") and node.shows("jyj")
    assert applying.read_taken(node.var).number == 1


@pytest.mark.parametrize("fault", ["bundle-site-applied:1", "bundle-site-applied:2", "bundle-applied"])
def test_killed_while_applying_it_is_applied_again(publisher, node, write, fault):
    releases(publisher, range(3), "jyj", "nmj", "portal")
    file, made = write()
    command, environment = [sys.executable, "manage.py", "node", "apply", str(file)], os.environ | node.environment
    killed = subprocess.run(command, cwd=ROOT, env=environment | {"SUMU_FAULT": fault}, check=False)
    assert killed.returncode == -signal.SIGKILL and applying.read_taken(node.var).number == 0
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert f"回执：第 1 号 {made.receipt}" in done.stdout
    assert all(node.head(site) == publisher.head(site) and node.shows(site) for site in ("jyj", "nmj", "portal"))
    assert not list(node.releases.glob(".bundle-*"))


def test_the_commands_say_what_to_do(publisher, node, tmp_path, settings):
    releases(publisher, range(2))
    file, out = tmp_path / "b.sumu", StringIO()
    call_command("releases", "bundle", str(file), stdout=out)
    receipt = bundles.receipt_of(Bundle.objects.get().digest)
    assert f"第 1 号 {receipt}" in out.getvalue()
    call_command("releases", "bundle", str(tmp_path / "c.sumu"), stdout=out)
    assert "没有新的发布" in out.getvalue() and not (tmp_path / "c.sumu").exists()
    key = tmp_path / "key.pub"
    key.write_text(publisher.key)
    settings.SUMU_VAR = node.var
    for said in ("已导入：1 个站点", "此前已经导入"):
        out = StringIO()
        call_command("releases", "apply", str(file), "--key", str(key), stdout=out)
        assert said in out.getvalue() and receipt in out.getvalue()
    file.write_bytes(b"x")
    with pytest.raises(CommandError, match="损坏"):
        call_command("releases", "apply", str(file), "--key", str(key))
