"""Each test works in a state folder of its own."""

from tests.release.conftest import var as var
