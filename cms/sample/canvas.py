"""A canvas for flat drawings, measured in points of 1600 × 1000; the same strokes give the same pixels."""

import math
from collections.abc import Sequence

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1600, 1000
_FINE = 2
"""Drawn so many times larger, then made smaller: edges come out smooth."""

Colour = str
Point = tuple[float, float]


class Canvas:
    """A picture in the making; every measure is in points from the upper left corner."""

    def __init__(self, width: int = WIDTH, height: int = HEIGHT, background: Colour = "#ffffff") -> None:
        self.width, self.height = width, height
        self._image = Image.new("RGB", (width * _FINE, height * _FINE), background)
        self._draw = ImageDraw.Draw(self._image)

    def finished(self) -> Image.Image:
        """Return the picture in its final size."""
        return self._image.resize((self.width, self.height), Image.Resampling.BOX)

    def sky(self, top: Colour, bottom: Colour, horizon: float) -> None:
        """Fill from the upper edge down to ``horizon`` with an even transition."""
        last = max(int(horizon * _FINE), 1)
        from_, to = _rgb(top), _rgb(bottom)
        for row in range(last):
            share = row / last
            mixed = tuple(round(a + (b - a) * share) for a, b in zip(from_, to, strict=True))
            self._draw.line([(0, row), (self.width * _FINE, row)], fill=mixed)

    def polygon(self, points: Sequence[Point], colour: Colour) -> None:
        """Fill a polygon."""
        self._draw.polygon([(x * _FINE, y * _FINE) for x, y in points], fill=colour)

    def box(self, x: float, y: float, width: float, height: float, colour: Colour, radius: float = 0) -> None:
        """Fill a rectangle, with round corners if ``radius`` is given."""
        corners = [x * _FINE, y * _FINE, (x + width) * _FINE - 1, (y + height) * _FINE - 1]
        self._draw.rounded_rectangle(corners, radius * _FINE, fill=colour)

    def ellipse(self, x: float, y: float, across: float, down: float, colour: Colour) -> None:
        """Fill an ellipse around its middle, ``across`` and ``down`` being half of its measures."""
        corners = [(x - across) * _FINE, (y - down) * _FINE, (x + across) * _FINE, (y + down) * _FINE]
        self._draw.ellipse(corners, fill=colour)

    def line(self, points: Sequence[Point], colour: Colour, width: float) -> None:
        """Draw a line of several stretches."""
        scaled = [(x * _FINE, y * _FINE) for x, y in points]
        self._draw.line(scaled, fill=colour, width=round(width * _FINE), joint="curve")

    def ridge(self, level: float, swing: float, waves: float, shift: float, colour: Colour) -> None:
        """Fill everything below a soft line of hills around ``level``."""
        points = [(x, self.ridge_at(x, level, swing, waves, shift)) for x in range(0, self.width + 9, 8)]
        self.polygon([*points, (self.width, self.height), (0, self.height)], colour)

    def ridge_at(self, x: float, level: float, swing: float, waves: float, shift: float) -> float:
        """Return the height of that line at ``x``."""
        turn = x / self.width * math.tau * waves + shift
        return level + swing * (math.sin(turn) * 0.6 + math.sin(turn * 2.3 + 1.7) * 0.3 + math.sin(turn * 4.1) * 0.1)

    def peaks(self, tops: Sequence[Point], foot: float, colour: Colour, snow: Colour = "") -> None:
        """Draw pointed mountains on a common ``foot``; ``snow`` caps them."""
        for x, y in tops:
            half = (foot - y) * 1.15
            self.polygon([(x - half, foot), (x, y), (x + half * 0.9, foot)], colour)
            if snow:
                cap = (foot - y) * 0.3
                zigzag = [(0.62, 1.0), (0.25, 0.72), (0.0, 1.05), (-0.3, 0.75)]
                edge = [(x + cap * 1.1 * across, y + cap * down) for across, down in zigzag]
                self.polygon([(x, y), (x + cap * 1.02, y + cap), *edge, (x - cap * 1.13, y + cap)], snow)

    def sun(self, x: float, y: float, size: float, colour: Colour, glow: Colour) -> None:
        """Draw a sun with a pale ring."""
        self.ellipse(x, y, size * 1.5, size * 1.5, glow)
        self.ellipse(x, y, size, size, colour)

    def cloud(self, x: float, y: float, size: float, colour: Colour = "#ffffff") -> None:
        """Draw a cloud with a flat foot."""
        self.box(x - size * 1.5, y - size * 0.3, size * 3, size * 0.6, colour, size * 0.3)
        self.ellipse(x - size * 0.5, y - size * 0.35, size * 0.65, size * 0.6, colour)
        self.ellipse(x + size * 0.4, y - size * 0.25, size * 0.5, size * 0.45, colour)


def _rgb(colour: Colour) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
