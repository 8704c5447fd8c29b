"""A publisher whose state folder is the one of the settings, and a node apart from it."""

import pytest

from tests.node.parts import Node, Publisher


@pytest.fixture
def publisher(tmp_path, settings):
    settings.SUMU_VAR = tmp_path / "publisher"
    return Publisher(settings.SUMU_VAR)


@pytest.fixture
def node(tmp_path, publisher):
    return Node(tmp_path / "node", publisher.key)
