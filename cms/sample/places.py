"""The built places of the sample: roads, waterworks, schools, markets. Each function draws one on an empty canvas."""

from .canvas import Canvas
from .figures import DARK, WALL, flag_line, house, person, spruce, stall, yurt


def road(canvas: Canvas) -> None:
    """Draw a road that runs through the grassland towards the mountains."""
    canvas.sky("#79bce2", "#f0f6ec", 540)
    canvas.cloud(1230, 180, 70)
    canvas.cloud(420, 140, 52)
    canvas.peaks([(430, 320), (820, 250), (1190, 330)], 560, "#8ba4b4", "#f8fbfc")
    canvas.ridge(520, 30, 1.1, 0.7, "#9dbf7e")
    canvas.ridge(590, 24, 0.8, 2.0, "#85ae66")
    canvas.polygon([(806, 570), (826, 570), (1180, 1000), (440, 1000)], "#59636b")
    for near, far in ((1000, 900), (850, 780), (745, 700), (675, 645), (628, 608), (598, 586)):
        wide, narrow = (near - 560) * 0.03, (far - 560) * 0.03
        canvas.polygon([(813 - wide, near), (813 + wide, near), (815 + narrow, far), (815 - narrow, far)], "#f4efe2")
    for step, y in enumerate((985, 850, 750, 680, 632)):
        spread, tall = (y - 560) * 0.92 + 12, (y - 560) * 0.24 + 6
        for side in (-1, 1):
            canvas.box(
                815 + side * spread - tall * 0.06, y - tall, tall * 0.14, tall, "#fdfdfb" if step % 2 else "#d64a39"
            )


def waterworks(canvas: Canvas) -> None:
    """Draw a waterworks and its tanks below the mountains."""
    canvas.sky("#86c5e8", "#edf6f6", 560)
    canvas.cloud(350, 170, 62)
    canvas.peaks([(340, 310), (760, 230), (1240, 300)], 600, "#8ca6b6", "#fafcfd")
    canvas.ridge(570, 40, 1.0, 1.5, "#93b981")
    canvas.ridge(680, 26, 0.7, 3.0, "#7ca869")
    canvas.box(220, 560, 470, 220, WALL)
    canvas.polygon([(190, 565), (455, 455), (720, 565)], "#3f7fb5")
    for window in range(4):
        canvas.box(260 + window * 105, 620, 70, 60, "#8fc1d9", 4)
    canvas.box(420, 690, 80, 90, "#5f7f96")
    for x, wide, tall in ((900, 150, 230), (1150, 130, 190)):
        canvas.box(x - wide, 790 - tall, wide * 2, tall, "#dfe8ec")
        canvas.ellipse(x, 790 - tall, wide, 36, "#f4f8fa")
        canvas.ellipse(x, 790, wide, 36, "#dfe8ec")
        canvas.box(x - wide, 790 - tall * 0.55, wide * 2, 20, "#3f7fb5")
    canvas.polygon([(0, 880), (1600, 850), (1600, 1000), (0, 1000)], "#79bdd6")
    for x, y in ((180, 930), (560, 960), (930, 915), (1290, 950)):
        canvas.line([(x, y), (x + 130, y)], "#b5deea", 8)
    canvas.line([(690, 760), (760, 760), (760, 885)], "#8fa3ad", 24)


def school(canvas: Canvas) -> None:
    """Draw a school with its flagpole and playground."""
    canvas.sky("#8ecbee", "#eff7f5", 640)
    canvas.cloud(280, 180, 66)
    canvas.cloud(1320, 140, 58)
    canvas.ridge(560, 40, 1.0, 2.0, "#a5c996")
    canvas.box(300, 400, 1000, 330, WALL)
    canvas.box(280, 376, 1040, 34, "#b5523b")
    canvas.box(700, 330, 200, 400, "#e9d9bd")
    canvas.polygon([(680, 336), (800, 262), (920, 336)], "#b5523b")
    canvas.ellipse(800, 368, 34, 34, "#fdfdfb")
    canvas.line([(800, 368), (800, 344)], DARK, 5)
    canvas.line([(800, 368), (818, 374)], DARK, 5)
    for floor in range(3):
        for window in range(8):
            x = 330 + window * 92 + (210 if window > 3 else 0)
            canvas.box(x, 432 + floor * 98, 62, 58, "#8fc1d9", 4)
    canvas.box(755, 600, 90, 130, "#7d5a44")
    canvas.box(0, 730, 1600, 270, "#cf8f6b")
    for lane in range(5):
        canvas.line([(0, 790 + lane * 45), (1600, 790 + lane * 45)], "#f3e3d3", 5)
    canvas.box(1418, 300, 10, 450, "#c7ced2")
    canvas.polygon([(1428, 306), (1540, 306), (1540, 378), (1428, 378)], "#c0392b")
    for x, coat in ((430, "#3f7fb5"), (520, "#e8b84a"), (600, "#6fa35a"), (1090, "#d64a39"), (1170, "#3f7fb5")):
        person(canvas, x, 905, 130, coat)


def market(canvas: Canvas) -> None:
    """Draw a row of market stalls with striped roofs."""
    canvas.sky("#bfe0ee", "#fbf5e6", 620)
    canvas.cloud(330, 130, 55)
    canvas.ridge(470, 50, 1.0, 0.9, "#b4cba4")
    for x, roof in ((180, "#b5523b"), (480, "#5f7f96"), (830, "#a8763f"), (1160, "#b5523b"), (1460, "#5f7f96")):
        house(canvas, x, 640, 190, roof)
    canvas.box(0, 630, 1600, 370, "#ddcfb4")
    for x, stripe in ((310, "#c0392b"), (800, "#3f7fb5"), (1290, "#6fa35a")):
        stall(canvas, x, 850, 380, stripe)
    for x, coat in ((90, "#9b5ba5"), (560, "#3f7fb5"), (1050, "#d64a39"), (1530, "#c9862c")):
        person(canvas, x, 930, 200, coat)
    flag_line(canvas, (0, 180), (1600, 180), 90)


def fair(canvas: Canvas) -> None:
    """Draw a festival on the grassland: tents, flags, people."""
    canvas.sky("#69b4e4", "#e8f5ee", 600)
    canvas.cloud(1240, 260, 60)
    canvas.cloud(300, 250, 50)
    canvas.ridge(540, 50, 1.0, 1.8, "#94c07f")
    canvas.ridge(640, 30, 0.7, 3.5, "#83b565")
    for x, y, size, band in ((260, 740, 190, "#3f7fb5"), (1370, 750, 210, "#c0392b"), (820, 720, 240, "#c9862c")):
        yurt(canvas, x, y, size, band)
    for x in (540, 1090):
        canvas.box(x - 6, 330, 12, 450, "#8c6a4f")
    flag_line(canvas, (540, 335), (1090, 335), 60)
    flag_line(canvas, (540, 335), (40, 560), 40)
    flag_line(canvas, (1090, 335), (1580, 560), 40)
    coats = ("#c0392b", "#3f7fb5", "#e8b84a", "#6fa35a", "#9b5ba5", "#d9803f")
    for index in range(15):
        person(canvas, 110 + index * 100, 880 + index * 37 % 80, 130 + index * 17 % 26, coats[index % len(coats)])


def library(canvas: Canvas) -> None:
    """Draw a reading room with shelves and a long table."""
    canvas.box(0, 0, 1600, 760, "#f3e7cf")
    canvas.box(0, 760, 1600, 240, "#c79a6b")
    spines = ("#c0392b", "#3f7fb5", "#e8b84a", "#6fa35a", "#9b5ba5", "#d9803f", "#4a6274")
    for case in (60, 1080):
        canvas.box(case, 120, 460, 640, "#8c5f3e", 6)
        for shelf in range(4):
            top = 150 + shelf * 150
            canvas.box(case + 20, top, 420, 128, "#6d4930")
            x, index = case + 28.0, shelf * 3
            while x < case + 410:
                wide, tall = 18 + index * 7 % 16, 84 + index * 13 % 36
                canvas.box(x, top + 128 - tall, wide, tall, spines[index % len(spines)], 2)
                x, index = x + wide + 3, index + 1
    canvas.box(600, 140, 400, 330, "#ffffff", 4)
    canvas.box(614, 154, 372, 302, "#a7d5ea")
    canvas.polygon([(614, 456), (614, 390), (720, 300), (800, 380), (880, 320), (986, 410), (986, 456)], "#7fae7a")
    canvas.box(794, 154, 12, 302, "#ffffff")
    for x in (520, 800, 1080):
        canvas.line([(x, 0), (x, 70)], DARK, 4)
        canvas.polygon([(x - 60, 110), (x - 26, 66), (x + 26, 66), (x + 60, 110)], "#e0a63f")
    for x, coat in ((480, "#3f7fb5"), (800, "#6fa35a"), (1120, "#c0392b")):
        canvas.ellipse(x, 650, 42, 46, "#e5b88f")
        canvas.ellipse(x, 622, 44, 30, "#4a3a30")
        canvas.box(x - 72, 690, 144, 140, coat, 40)
    canvas.box(240, 790, 1120, 46, "#a5764b", 10)
    for leg in (300, 1260):
        canvas.box(leg, 836, 40, 164, "#8c5f3e")
    for x in (480, 800, 1120):
        canvas.polygon([(x - 70, 800), (x, 786), (x + 70, 800), (x + 64, 764), (x, 752), (x - 64, 764)], "#fdfaf2")
        canvas.line([(x, 752), (x, 786)], "#c9bda6", 4)


def office(canvas: Canvas) -> None:
    """Draw a public service hall with trees before it."""
    canvas.sky("#9fd0ec", "#f2f7f4", 700)
    canvas.cloud(420, 170, 60)
    canvas.ridge(600, 36, 1.0, 1.0, "#b0cda0")
    canvas.box(320, 330, 960, 420, "#e8edf0")
    canvas.box(300, 306, 1000, 36, "#5f7f96")
    for column in range(9):
        canvas.box(352 + column * 104, 380, 66, 330, "#9cc8dd", 3)
        for floor in (486, 596):
            canvas.box(352 + column * 104, floor, 66, 14, "#e8edf0")
    canvas.box(660, 560, 280, 190, "#d9e2e7")
    canvas.box(640, 540, 320, 26, "#3f7fb5")
    canvas.box(700, 600, 90, 150, "#7fb4cf")
    canvas.box(810, 600, 90, 150, "#7fb4cf")
    canvas.box(0, 750, 1600, 250, "#cfd6d2")
    canvas.polygon([(620, 1000), (700, 750), (900, 750), (980, 1000)], "#e6e9e4")
    for x in (120, 230, 1370, 1480):
        spruce(canvas, x, 800, 230)
    for x, coat in ((560, "#c0392b"), (1060, "#e8b84a"), (820, "#3f7fb5")):
        person(canvas, x, 900, 150, coat)
