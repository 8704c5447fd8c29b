"""The landscapes of the sample: open country. Each function draws one on an empty canvas."""

from .canvas import Canvas
from .figures import bale, horse, sheep, smoke, spruce, tractor, yurt

_DOG = "#3e3a36"


def steppe(canvas: Canvas) -> None:
    """Draw rolling grassland with a winding river and far snow."""
    canvas.sky("#7fc0e6", "#e9f4f2", 620)
    canvas.sun(1260, 190, 70, "#fff3c4", "#d3e9ee")
    canvas.cloud(380, 190, 70)
    canvas.cloud(860, 130, 48)
    canvas.peaks([(240, 390), (520, 330), (830, 400), (1130, 345), (1430, 395)], 600, "#93aebf", "#f7fafb")
    canvas.ridge(570, 36, 1.2, 0.4, "#9fc08a")
    canvas.ridge(640, 44, 0.9, 2.2, "#86b06f")
    canvas.ridge(740, 50, 0.7, 4.0, "#6f9e58")
    river_ = [(880, 655), (1010, 700), (860, 760), (760, 830), (1000, 910), (1060, 1000)]
    bank = [(1420, 1000), (1240, 910), (930, 830), (960, 765), (1090, 705), (920, 652)]
    canvas.polygon([*river_, *bank], "#bfe0ea")
    for x, y in ((250, 850), (330, 880), (420, 845), (190, 905), (510, 900)):
        sheep(canvas, x, y, 34)
    horse(canvas, 1300, 800, 90)


def mountains(canvas: Canvas) -> None:
    """Draw a snowy range above a valley with a mountain road."""
    canvas.sky("#5fa8d8", "#dceef4", 560)
    canvas.cloud(330, 170, 60)
    canvas.cloud(1260, 220, 75)
    canvas.peaks([(230, 260), (760, 140), (1330, 240)], 640, "#7d95a8", "#fbfdfe")
    canvas.peaks([(480, 340), (1040, 300)], 660, "#687f93", "#f1f6f9")
    canvas.ridge(610, 40, 1.0, 1.0, "#5f8a6d")
    canvas.ridge(690, 46, 0.8, 3.0, "#6f9e62")
    canvas.ridge(800, 40, 0.6, 5.0, "#85b36c")
    canvas.line([(700, 655), (910, 700), (640, 760), (980, 850), (700, 1010)], "#e9e3d6", 26)
    for index in range(13):
        x = 60 + index * 122
        spruce(canvas, x, canvas.ridge_at(x, 690, 46, 0.8, 3.0) + 22, 92 + index * 37 % 34)


def river(canvas: Canvas) -> None:
    """Draw a clear river between spruces."""
    canvas.sky("#8ecae6", "#eef7f4", 520)
    canvas.sun(330, 170, 60, "#fff4cf", "#dcedee")
    canvas.peaks([(560, 290), (900, 230), (1240, 300)], 560, "#8aa5b5", "#f8fbfc")
    canvas.ridge(500, 40, 1.1, 0.2, "#7ba77c")
    canvas.ridge(580, 36, 0.9, 2.0, "#8fbb74")
    canvas.polygon([(760, 590), (830, 590), (1010, 690), (1330, 1000), (330, 1000), (690, 700)], "#6fb7d1")
    canvas.polygon([(770, 620), (800, 620), (840, 740), (700, 1000), (560, 1000), (760, 760)], "#a5d8e6")
    for x, y, across in ((620, 920, 46), (980, 860, 40), (760, 850, 26), (1080, 950, 54)):
        canvas.ellipse(x, y, across, across * 0.42, "#93a4ab")
        canvas.ellipse(x - across * 0.15, y - across * 0.1, across * 0.7, across * 0.22, "#b4c2c7")
    for index, x in enumerate((70, 190, 300, 420, 530, 1060, 1180, 1300, 1420, 1540)):
        spruce(canvas, x, 660 + index * 53 % 90, 190 + index * 41 % 70, "#2f6b52" if index % 2 else "#3a7d5f")


def forest(canvas: Canvas) -> None:
    """Draw a spruce forest with a watchtower."""
    canvas.sky("#f6c98f", "#fdf1dd", 600)
    canvas.sun(1180, 300, 80, "#fff1d0", "#f9dcb0")
    canvas.ridge(430, 60, 1.0, 1.2, "#a9b79a")
    canvas.ridge(520, 50, 0.8, 3.4, "#7f9f83")
    for x, side in ((470, -1), (630, 1)):
        canvas.line([(x, 800), (550 + side * 34, 330)], "#7a5a42", 14)
    for y in (440, 560, 680):
        canvas.line([(520 - (y - 330) * 0.1, y), (580 + (y - 330) * 0.1, y)], "#7a5a42", 9)
    canvas.box(490, 250, 120, 84, "#b98a5e")
    canvas.box(504, 264, 92, 38, "#d6ecf3")
    canvas.polygon([(470, 254), (550, 195), (630, 254)], "#a8432f")
    for row, (level, colour) in enumerate(((700, "#4d8266"), (810, "#3a6f55"), (940, "#2a5a45"))):
        canvas.ridge(level, 20, 0.9, row * 1.4, colour)
        for index in range(17):
            x = index * 104 - 40 + row * 47
            spruce(canvas, x, level + 90 + row * 20, 240 + row * 50 + index * 29 % 60, colour)


def snow(canvas: Canvas) -> None:
    """Draw a few tents in a valley after snowfall."""
    canvas.sky("#8fb4d6", "#eaf1f7", 640)
    canvas.peaks([(300, 280), (720, 200), (1220, 260)], 660, "#a3b7c9", "#ffffff")
    canvas.ridge(590, 40, 1.0, 0.6, "#dbe6ef")
    canvas.ridge(690, 44, 0.8, 2.6, "#e8f0f6")
    canvas.ridge(810, 36, 0.6, 4.4, "#f6fafc")
    for x in (110, 200, 1330, 1440, 1530):
        spruce(canvas, x, 740 + x % 60, 170, "#41745f")
    for x, y, size in ((560, 800, 150), (830, 770, 120), (1060, 830, 165)):
        yurt(canvas, x, y, size, "#3f7fb5", ground="#cdd9e4")
        smoke(canvas, x, y - size, size)
    for index in range(70):
        canvas.ellipse(index * 389 % 1600, index * 227 % 760, 4 + index % 3, 4 + index % 3, "#ffffff")


def yurts(canvas: Canvas) -> None:
    """Draw three tents on a summer pasture beside a stream."""
    canvas.sky("#6db6e3", "#e6f4ee", 600)
    canvas.cloud(300, 160, 62)
    canvas.cloud(1190, 210, 72)
    canvas.ridge(510, 70, 1.1, 2.0, "#8db98a")
    canvas.ridge(600, 50, 0.8, 0.3, "#7bad69")
    canvas.ridge(690, 30, 0.6, 3.3, "#8fc070")
    canvas.polygon(
        [(0, 850), (480, 880), (980, 850), (1600, 930), (1600, 1000), (900, 925), (420, 955), (0, 915)], "#9fd3e4"
    )
    for x, y, size, band in ((430, 790, 210, "#c0392b"), (830, 760, 170, "#3f7fb5"), (1180, 800, 230, "#c9862c")):
        yurt(canvas, x, y, size, band)
        smoke(canvas, x, y - size, size * 0.8)
    horse(canvas, 110, 830, 100, "#6b4a34")
    for x, y in ((1400, 830), (1470, 815), (1530, 845), (640, 830)):
        sheep(canvas, x, y, 38, faces_left=x > 1450)


def flock(canvas: Canvas) -> None:
    """Draw a flock on a slope with its dog."""
    canvas.sky("#a7d3ea", "#f3f7ea", 560)
    canvas.sun(270, 200, 66, "#fff2c2", "#d9ebe6")
    canvas.ridge(470, 60, 1.0, 3.0, "#a9c78d")
    canvas.ridge(560, 60, 0.7, 1.0, "#8fb86f")
    canvas.ridge(700, 60, 0.5, 4.6, "#7aa85c")
    for row, (first, count) in enumerate(((420, 5), (250, 6), (140, 6), (260, 4))):
        size = 50 + row * 17
        for place in range(count):
            x, y = first + place * size * 3.1, 660 + row * 82 + place * 29 % 23
            sheep(canvas, x, y, size, faces_left=(place + row) % 3 == 0)
    canvas.ellipse(1440, 885, 48, 22, _DOG)
    canvas.ellipse(1396, 858, 20, 19, _DOG)
    canvas.polygon([(1384, 846), (1390, 826), (1402, 844)], _DOG)
    for leg in (1404, 1420, 1462, 1476):
        canvas.box(leg, 890, 9, 34, _DOG)
    canvas.line([(1484, 876), (1516, 848)], _DOG, 9)


def haystacks(canvas: Canvas) -> None:
    """Draw round bales on a mown meadow in autumn."""
    canvas.sky("#f3c882", "#fdf3df", 560)
    canvas.sun(820, 380, 92, "#fff0c9", "#f9dfb0")
    canvas.ridge(490, 50, 1.0, 2.4, "#c9a565")
    canvas.ridge(570, 40, 0.8, 0.9, "#d6b56c")
    canvas.ridge(680, 26, 0.6, 3.8, "#e0c27a")
    for step in range(9):
        canvas.line([(800 + (step - 4) * 60, 700), (800 + (step - 4) * 330, 1000)], "#d3b065", 8)
    for x, y, size in (
        (330, 640, 70),
        (640, 625, 60),
        (1180, 640, 72),
        (1420, 690, 96),
        (180, 780, 130),
        (980, 760, 128),
        (560, 900, 196),
        (1290, 920, 205),
    ):
        bale(canvas, x, y, size)


def ploughing(canvas: Canvas) -> None:
    """Draw a tractor on ploughed land in spring."""
    canvas.sky("#9ed1ea", "#f4f7ec", 540)
    canvas.cloud(420, 170, 58)
    canvas.cloud(1180, 130, 70)
    canvas.peaks([(380, 330), (760, 290), (1180, 340)], 540, "#a5b9c3", "#f9fbfb")
    canvas.ridge(500, 40, 1.0, 1.1, "#a3bf7d")
    canvas.ridge(590, 22, 0.7, 2.8, "#8a6547")
    for step in range(15):
        canvas.line([(800 + (step - 7) * 90, 600), (800 + (step - 7) * 330, 1000)], "#76543a", 13)
    tractor(canvas, 760, 800, 210)
    for blade in range(4):
        canvas.polygon([(480 + blade * 42, 800), (512 + blade * 42, 740), (524 + blade * 42, 800)], "#5d6b75")
    canvas.box(470, 728, 190, 14, "#5d6b75")
