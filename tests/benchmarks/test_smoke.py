"""The synthetic cluster is what the store would hold: it builds, and a change-driven build agrees with a full one."""

import pytest

from sites.build.full import FullBuild
from sites.registry.models import Site
from sites.store import intact
from sites.store.models import Document
from tests.benchmarks import synthetic
from tests.store.factories import make_content, publish

pytestmark = pytest.mark.django_db


def test_a_small_synthetic_cluster_is_intact_and_builds_and_publishes():
    synthetic.fill(50, sites=2, characters=300, navigation=12)
    assert Document.objects.filter(kind="article").count() == 50
    for document in Document.objects.select_related("site"):
        intact.demand(document)
    site = Site.objects.get(key="s02")
    build = FullBuild(site)
    before = dict(build.outputs())
    build.record()
    assert not build.failures
    published = publish(make_content(site, column=synthetic.column_key(1, 0)))
    assert published.number == 26
    assert published.slot == 4
    after = dict(FullBuild(site).outputs())
    assert after.keys() - before.keys() == {published.path}
