"""Neutral silhouettes in place of portraits: nobody is shown, because nobody here exists."""

from .canvas import Canvas, Colour

WIDTH, HEIGHT = 900, 1200


def silhouette(canvas: Canvas, background: Colour, ring: Colour, figure: Colour) -> None:
    """Draw head and shoulders without features before a plain ground."""
    canvas.box(0, 0, WIDTH, HEIGHT, background)
    canvas.ellipse(450, 560, 380, 380, ring)
    canvas.box(130, 800, 640, 600, figure, 220)
    canvas.box(378, 640, 144, 220, figure, 50)
    canvas.ellipse(450, 520, 165, 200, figure)
    canvas.polygon([(450, 960), (386, 806), (514, 806)], background)
    canvas.polygon([(450, 960), (424, 850), (450, 826), (476, 850)], ring)
