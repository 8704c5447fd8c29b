"""A publisher, and a node apart from it that takes its releases."""

import pytest

from tests.node.parts import Node, Publisher


@pytest.fixture
def publisher(tmp_path):
    return Publisher(tmp_path / "publisher")


@pytest.fixture
def node(tmp_path, publisher):
    return Node(tmp_path / "node", publisher.key)
