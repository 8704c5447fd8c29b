"""The drawn pictures."""

import pytest
from PIL import Image

from cms.sample import pictures


def test_there_are_enough_different_ones() -> None:
    small = {pictures.draw(name).resize((16, 10)).tobytes() for name in pictures.names()}
    assert len(small) == len(pictures.names()) >= 16


@pytest.mark.parametrize("name", ["steppe", "portrait-1"])
def test_a_picture_is_always_the_same(name: str) -> None:
    assert pictures.jpeg(name) == pictures.jpeg(name)
    picture: Image.Image = pictures.draw(name)
    assert picture.size == ((900, 1200) if name.startswith("portrait") else (1600, 1000))


def test_an_unknown_name_is_an_error() -> None:
    with pytest.raises(KeyError):
        pictures.draw("nothing")
