"""What stands in the drawn landscapes: trees, tents, animals, houses, tools. Each stands on the point it is given."""

from .canvas import Canvas, Colour

WALL, DARK = "#f4ede0", "#3e4a54"


def spruce(canvas: Canvas, x: float, y: float, size: float, colour: Colour = "#2f6b52") -> None:
    """Draw a spruce ``size`` high."""
    canvas.box(x - size * 0.04, y - size * 0.16, size * 0.08, size * 0.16, "#6b4f3a")
    for share, half in ((0.1, 0.26), (0.34, 0.21), (0.58, 0.15)):
        top = y - size * min(share + 0.46, 1)
        canvas.polygon([(x - size * half, y - size * share), (x, top), (x + size * half, y - size * share)], colour)


def yurt(canvas: Canvas, x: float, y: float, size: float, band: Colour = "#c0392b", ground: Colour = "#6f8f55") -> None:
    """Draw a felt tent ``size`` high, with a coloured band, its shadow on the ``ground``."""
    wide, wall = size * 0.85, size * 0.5
    canvas.ellipse(x, y, wide * 1.06, size * 0.05, ground)
    canvas.polygon(
        [(x - wide, y - wall), (x - size * 0.17, y - size), (x + size * 0.17, y - size), (x + wide, y - wall)], WALL
    )
    canvas.box(x - wide * 0.96, y - wall, wide * 1.92, wall, "#e6dcc8")
    canvas.box(x - wide * 0.99, y - wall - size * 0.035, wide * 1.98, size * 0.07, band)
    canvas.box(x - size * 0.18, y - size * 1.04, size * 0.36, size * 0.07, "#b9a888", size * 0.03)
    canvas.box(x - size * 0.16, y - size * 0.42, size * 0.32, size * 0.42, "#8c5a3c", size * 0.02)
    canvas.box(x - size * 0.115, y - size * 0.38, size * 0.23, size * 0.36, "#d9803f")


def smoke(canvas: Canvas, x: float, y: float, size: float) -> None:
    """Draw thin smoke that rises from the point."""
    for step, (aside, up, half) in enumerate(((0.02, 0.1, 0.05), (0.1, 0.27, 0.075), (0.04, 0.48, 0.1))):
        canvas.ellipse(
            x + size * aside, y - size * up, size * half, size * half, ("#e8ecec", "#edf1f1", "#f3f6f6")[step]
        )


def sheep(canvas: Canvas, x: float, y: float, size: float, faces_left: bool = False) -> None:
    """Draw a grazing sheep ``size`` high."""
    side = -1 if faces_left else 1
    for leg in (-0.42, -0.2, 0.2, 0.42):
        canvas.box(x + size * leg - size * 0.05, y - size * 0.4, size * 0.1, size * 0.4, DARK)
    canvas.ellipse(x, y - size * 0.62, size * 0.66, size * 0.36, "#fbf8f1")
    canvas.ellipse(x - side * size * 0.3, y - size * 0.72, size * 0.34, size * 0.3, "#fbf8f1")
    canvas.ellipse(x + side * size * 0.72, y - size * 0.6, size * 0.18, size * 0.24, DARK)


def horse(
    canvas: Canvas, x: float, y: float, size: float, colour: Colour = "#8a5a3b", faces_left: bool = False
) -> None:
    """Draw a standing horse ``size`` high."""
    side = -1 if faces_left else 1
    for leg in (-0.4, -0.28, 0.3, 0.42):
        canvas.box(x + size * leg - size * 0.04, y - size * 0.5, size * 0.08, size * 0.5, colour)
    canvas.ellipse(x, y - size * 0.56, size * 0.52, size * 0.2, colour)
    neck = [(0.26, 0.66), (0.56, 1.0), (0.72, 0.9), (0.48, 0.48)]
    canvas.polygon([(x + side * size * across, y - size * up) for across, up in neck], colour)
    canvas.ellipse(x + side * size * 0.7, y - size * 0.88, size * 0.2, size * 0.1, colour)
    canvas.line([(x + side * size * 0.28, y - size * 0.72), (x + side * size * 0.55, y - size)], "#4a3324", size * 0.07)
    canvas.line(
        [(x - side * size * 0.5, y - size * 0.62), (x - side * size * 0.62, y - size * 0.25)], "#4a3324", size * 0.07
    )


def house(canvas: Canvas, x: float, y: float, size: float, roof: Colour = "#b5523b") -> None:
    """Draw a small house ``size`` high."""
    canvas.box(x - size * 0.7, y - size * 0.6, size * 1.4, size * 0.6, WALL)
    canvas.polygon(
        [
            (x - size * 0.82, y - size * 0.58),
            (x - size * 0.45, y - size),
            (x + size * 0.45, y - size),
            (x + size * 0.82, y - size * 0.58),
        ],
        roof,
    )
    canvas.box(x - size * 0.12, y - size * 0.4, size * 0.24, size * 0.4, "#7d5a44")
    for window in (-0.5, 0.26):
        canvas.box(x + size * window, y - size * 0.42, size * 0.24, size * 0.2, "#8fc1d9")


def tractor(canvas: Canvas, x: float, y: float, size: float) -> None:
    """Draw a tractor ``size`` high that drives to the right."""
    canvas.box(x - size * 0.42, y - size, size * 0.56, size * 0.58, "#c0392b", size * 0.05)
    canvas.box(x - size * 0.33, y - size * 0.9, size * 0.38, size * 0.3, "#a9d3e6", size * 0.03)
    canvas.box(x - size * 0.5, y - size * 1.06, size * 0.74, size * 0.1, DARK, size * 0.04)
    canvas.box(x + size * 0.05, y - size * 0.62, size * 0.78, size * 0.36, "#d64a39", size * 0.06)
    canvas.box(x + size * 0.5, y - size * 0.92, size * 0.06, size * 0.32, DARK)
    for across, half in ((-0.25, 0.34), (0.62, 0.22)):
        canvas.ellipse(x + size * across, y - size * half, size * half, size * half, DARK)
        canvas.ellipse(x + size * across, y - size * half, size * half * 0.5, size * half * 0.5, "#e8b84a")


def bale(canvas: Canvas, x: float, y: float, size: float) -> None:
    """Draw a round bale of hay ``size`` high."""
    half = size / 2
    canvas.ellipse(x + size * 0.1, y, size * 0.75, size * 0.08, "#b58f3f")
    canvas.box(x - size * 0.1, y - size, size * 0.72, size, "#d9ad52", half)
    canvas.ellipse(x, y - half, half * 0.86, half, "#edc873")
    for share in (0.66, 0.4, 0.16):
        canvas.ellipse(x, y - half, half * 0.86 * share, half * share, "#d9ad52" if share != 0.4 else "#edc873")


def person(canvas: Canvas, x: float, y: float, size: float, coat: Colour) -> None:
    """Draw a standing figure ``size`` high, without a face."""
    canvas.box(x - size * 0.13, y - size * 0.34, size * 0.11, size * 0.34, DARK)
    canvas.box(x + size * 0.02, y - size * 0.34, size * 0.11, size * 0.34, DARK)
    canvas.box(x - size * 0.2, y - size * 0.76, size * 0.4, size * 0.48, coat, size * 0.1)
    canvas.ellipse(x, y - size * 0.87, size * 0.12, size * 0.13, "#e5b88f")
    canvas.box(x - size * 0.13, y - size * 1.01, size * 0.26, size * 0.1, "#5b4636", size * 0.05)


def stall(canvas: Canvas, x: float, y: float, size: float, stripe: Colour) -> None:
    """Draw a market stall ``size`` high with a striped roof."""
    half = size * 0.62
    for post in (-0.56, 0.52):
        canvas.box(x + size * post, y - size * 0.8, size * 0.05, size * 0.8, "#8c6a4f")
    canvas.box(x - half, y - size * 0.34, half * 2, size * 0.34, "#b98a5e", size * 0.02)
    for index, fruit in enumerate(("#d64a39", "#e8b84a", "#6fa35a", "#e08a3c", "#9b5ba5")):
        for row in (0, 1):
            canvas.ellipse(
                x - half * 0.8 + index * half * 0.4, y - size * (0.37 + row * 0.06), size * 0.07, size * 0.06, fruit
            )
    width = half * 2.2 / 8
    for index in range(8):
        left = x - half * 1.1 + index * width
        colour = stripe if index % 2 == 0 else "#fdf8ee"
        canvas.polygon(
            [
                (left, y - size * 0.72),
                (left + width, y - size * 0.72),
                (x + (left + width - x) * 0.82, y - size),
                (x + (left - x) * 0.82, y - size),
            ],
            colour,
        )
        canvas.ellipse(left + width / 2, y - size * 0.72, width / 2, size * 0.06, colour)


def flag_line(canvas: Canvas, start: tuple[float, float], end: tuple[float, float], sag: float) -> None:
    """Hang a line of small coloured flags between two points."""
    colours = ("#c0392b", "#e8b84a", "#3f7fb5", "#6fa35a", "#fdf8ee")
    steps = 18
    places = []
    for step in range(steps + 1):
        share = step / steps
        down = sag * 4 * share * (1 - share)
        places.append((start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share + down))
    canvas.line(places, "#8c6a4f", 3)
    for index, (x, y) in enumerate(places[1:-1]):
        canvas.polygon([(x - 17, y), (x + 17, y), (x, y + 40)], colours[index % len(colours)])
