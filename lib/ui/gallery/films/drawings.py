"""The cast of the example films, drawn by ourselves: a person, animals, things and a place."""

from __future__ import annotations

from lib.ui.gallery.films.canvas import Canvas

_INK = "#2b2233"


def draw_nora() -> bytes:
    """A woman with curls and a yellow raincoat before a green park."""
    c = Canvas("#bfe3dc", "#f4e7c6")
    c.dot(132, 20, 9, "#fff3c9")
    c.hills(66, 6, 3, 0.4, "#8cc3a0")
    c.hills(76, 4, 4, 2.0, "#5fa37f")
    for x, y in ((12, 52), (30, 48), (140, 50)):
        c.box(x - 1, y, 2, 26, "#6b4f3f")
        c.ellipse(x, y - 6, 10, 14, "#4f9270")
    for x, y, r in ((70, 34, 9), (66, 44, 8), (90, 34, 9), (94, 44, 8), (80, 27, 11), (72, 28, 8), (88, 28, 8)):
        c.dot(x, y, r, "#4a2a22")
    c.polygon("#f0b429", (58, 92), (63, 66), (72, 58), (88, 58), (97, 66), (102, 92))
    c.polygon("#d99a17", (78.5, 60), (81.5, 60), (82.5, 92), (77.5, 92))
    c.box(76, 50, 8, 11, "#c98a66", 3)
    c.ellipse(80, 42, 11, 13, "#e0a57e")
    c.ellipse(80, 31.5, 11.5, 5, "#4a2a22")
    _face(c, 80, 42, 4.2)
    for y in (68, 76, 84):
        c.dot(84.5, y, 1, "#fff3d4")
    return c.png()


def _face(c: Canvas, x: float, y: float, apart: float) -> None:
    for side in (-1, 1):
        c.ellipse(x + side * apart, y, 1.1, 1.4, _INK)
        c.dot(x + side * apart + 0.4, y - 0.5, 0.4, "white")
        c.ellipse(x + side * (apart + 2.2), y + 4, 1.8, 1.1, "#e98f77")
    c.arc(x, y + 3, 3, (25, 155), _INK, 0.6)


def draw_fox() -> bytes:
    """A sitting fox of plain shapes before hills in the evening."""
    c = Canvas("#ffb98a", "#ffe2b5")
    c.dot(48, 36, 13, "#fff0cf")
    c.hills(62, 7, 3, 1.2, "#e07a5f")
    c.hills(72, 5, 4, 0.2, "#b5524a")
    c.hills(82, 3, 5, 2.4, "#7d3545")
    c.ellipse(112, 72, 20, 11, "#c9562b")
    c.ellipse(126, 66, 8, 6, "#fff4e4")
    c.ellipse(92, 72, 17, 20, "#e2672f")
    c.ellipse(88, 76, 9, 15, "#fff4e4")
    for side in (-1, 1):
        c.polygon("#e2672f", (88 + side * 4, 34), (88 + side * 17, 18), (88 + side * 18, 42))
        c.polygon("#5d2732", (88 + side * 9, 33), (88 + side * 15, 23), (88 + side * 15, 38))
    c.polygon("#e2672f", (68, 40), (80, 31), (96, 31), (108, 40), (96, 54), (88, 60), (80, 54))
    c.polygon("#fff4e4", (69, 41), (82, 47), (88, 60), (79, 54))
    c.polygon("#fff4e4", (107, 41), (94, 47), (88, 60), (97, 54))
    for side in (-1, 1):
        c.ellipse(88 + side * 7.5, 43, 1.5, 2, _INK)
        c.dot(88 + side * 7.5 + 0.5, 42.2, 0.5, "white")
    c.ellipse(88, 57.5, 2.6, 2, _INK)
    return c.png()


def draw_robot() -> bytes:
    """A round robot with one flower, on a quiet pink planet."""
    c = Canvas("#2e2a5a", "#8d6fb8")
    for n in range(46):
        c.dot(n * 37.7 % 160, n * 23.3 % 52, 0.25 + n % 3 * 0.14, "#f7efff")
    c.dot(126, 22, 11, "#f5c7d8")
    c.ellipse(126, 23, 18, 2.6, "#d58fb1")
    c.hills(70, 4, 3, 0.9, "#d98fb0")
    c.hills(80, 3, 4, 2.6, "#b56a95")
    c.line("#dfe7ef", 1.2, (80, 24), (80, 15))
    c.dot(80, 14, 2.2, "#ffd166")
    c.glow(80, 14, 7, "#ffd166", 0.7)
    c.box(62, 24, 36, 25, "#e8eef5", 9)
    c.box(66, 29, 28, 15, "#253047", 6)
    for x in (74, 86):
        c.dot(x, 36, 2.6, "#7ff0e0")
        c.dot(x + 0.8, 35.2, 0.8, "white")
    c.arc(80, 37, 3.4, (35, 145), "#7ff0e0", 0.7)
    c.box(66, 51, 28, 23, "#cfd9e6", 8)
    c.dot(80, 62, 5, "#ff8c69")
    c.dot(80, 62, 2.4, "#ffd9c9")
    c.line("#aebccd", 4, (65, 56), (55, 66))
    c.line("#aebccd", 4, (95, 56), (107, 51))
    for x in (72, 88):
        c.box(x - 4, 73, 8, 9, "#aebccd", 3)
    c.line("#5fb574", 1, (108, 50), (108, 38))
    for leaf_x, leaf_y in ((108.0, 33), (104.0, 36), (112.0, 36), (105.5, 40), (110.5, 40)):
        c.dot(leaf_x, leaf_y, 2.6, "#ffb3c7")
    c.dot(108, 37, 2.2, "#ffd166")
    return c.png()


def draw_lighthouse() -> bytes:
    """A red and white lighthouse on its rock, with gulls."""
    c = Canvas("#7cc6e6", "#fdeac6")
    for x, y, r in ((28, 22, 7), (37, 20, 9), (46, 23, 6), (124, 16, 6), (132, 14, 8), (140, 17, 6)):
        c.dot(x, y, r, "#ffffff")
    c.hills(66, 1.2, 9, 0, "#3f8fb0")
    c.hills(74, 1.2, 11, 1.4, "#2f7596")
    c.polygon("#6d5f68", (52, 84), (62, 68), (84, 64), (104, 70), (116, 86), (120, 92), (46, 92))
    c.polygon("#84757d", (62, 68), (84, 64), (92, 70), (74, 78))
    c.polygon("#f7f3ea", (73, 68), (76.5, 28), (91.5, 28), (95, 68))
    for low, high in ((38, 48), (57, 67)):
        left, right = (76.5 - (low - 28) * 0.0875, 91.5 + (low - 28) * 0.0875)
        c.polygon("#d9483b", (left, low), (right, low), (right + 0.9, high), (left - 0.9, high))
    c.box(74, 25, 20, 3, "#4a3f47", 1)
    c.glow(84, 20, 14, "#fff2b0", 0.9)
    c.box(78.5, 15, 11, 10, "#ffe08a")
    for bar in (78.5, 83.6, 88.7):
        c.box(bar, 15, 0.9, 10, "#4a3f47")
    c.polygon("#b5362d", (76, 15), (84, 7), (92, 15))
    c.box(81.5, 52, 5, 4, "#4a3f47", 1)
    for x, y in ((40, 42), (52, 36), (118, 40)):
        c.arc(x - 3, y, 3, (200, 340), "#4a4a55", 0.7)
        c.arc(x + 3, y, 3, (200, 340), "#4a4a55", 0.7)
    c.hills(86, 1.4, 8, 0.7, "#245f7d")
    return c.png()


def draw_cat() -> bytes:
    """A black cat on a roof before a large moon, over lit windows."""
    c = Canvas("#20305e", "#6f7fc0")
    for n in range(40):
        c.dot(n * 37.7 % 160, n * 23.3 % 52, 0.22 + n % 3 * 0.12, "#fdf6dd")
    c.glow(96, 36, 36, "#fff1c2", 0.55)
    c.dot(96, 36, 26, "#fdeebb")
    for x, y, r in ((88, 28, 4.0), (106, 44, 5.0), (104, 26, 2.6)):
        c.dot(x, y, r, "#f3dda0")
    for x, top in ((4, 56), (30, 50), (118, 52), (142, 58)):
        c.box(x, top, 22, 40, "#2a2f57")
        for n in range(6):
            c.box(x + 3 + n % 2 * 9, top + 5 + n // 2 * 10, 5, 6, "#ffd57a" if n % 3 else "#3b4278")
    c.polygon("#7a3e4e", (30, 92), (58, 68), (122, 68), (150, 92))
    c.box(58, 66, 64, 3, "#94505f", 1)
    c.ellipse(92, 58, 9, 12, "#1b1a2a")
    c.dot(92, 42, 8, "#1b1a2a")
    for side in (-1, 1):
        c.polygon("#1b1a2a", (92 + side * 2, 37), (92 + side * 8, 28), (92 + side * 8, 42))
        c.ellipse(92 + side * 3.2, 41.5, 1.5, 1.8, "#c6e86a")
        c.ellipse(92 + side * 3.2, 41.5, 0.5, 1.5, "#1b1a2a")
    c.polygon("#e98f9a", (91, 45), (93, 45), (92, 46.4))
    c.line("#1b1a2a", 3, (99, 66), (108, 64), (112, 57), (109, 51))
    return c.png()


def draw_whale() -> bytes:
    """A blue whale of cut paper, with its spout, between waves."""
    c = Canvas("#fbe3c8", "#f7c9a9")
    c.dot(124, 24, 11, "#f2855e")
    c.hills(56, 2.4, 6, 0.3, "#9fd3cf")
    c.polygon("#2f5d8a", (116, 54), (128, 36), (140, 31), (134, 42), (144, 47), (130, 52), (124, 62))
    c.ellipse(84, 62, 42, 24, "#3a6ea5")
    c.ellipse(76, 74, 36, 14, "#dbe9f0")
    for n in range(7):
        c.line("#a9c4d6", 0.7, (50 + n * 7, 68 + abs(n - 3)), (52 + n * 7, 84))
    c.ellipse(60, 58, 2, 2.4, _INK)
    c.dot(60.8, 57, 0.7, "white")
    c.arc(58, 58, 12, (60, 130), "#2f5d8a", 0.8)
    c.line("#7fb8d6", 1.6, (84, 38), (84, 24))
    for side in (-1, 1):
        c.arc(84 + side * 7, 24, 7, (180, 360), "#7fb8d6", 1.6)
        c.dot(84 + side * 14, 26, 1.8, "#7fb8d6")
    c.hills(74, 2.4, 7, 1.6, "#62b3b0")
    c.hills(82, 2.2, 8, 0.2, "#3d8f93")
    return c.png()


def draw_balloon() -> bytes:
    """A striped hot-air balloon high over fields."""
    c = Canvas("#8fc9f2", "#eaf6ff")
    for x, y, r in ((24, 26, 7), (33, 23, 9), (43, 27, 6), (120, 40, 6), (129, 37, 8), (138, 41, 6)):
        c.dot(x, y, r, "white")
    c.hills(82, 3, 3, 0.5, "#a9d18e")
    c.hills(86, 2, 4, 2.2, "#7fb56a")
    c.polygon("#e9d27a", (0, 87), (40, 85), (70, 92), (0, 92))
    c.polygon("#c8a74a", (150, 86), (100, 87), (84, 92), (162, 92))
    c.ellipse(80, 32, 25, 26, "#e4572e")
    for rx, colour in ((19, "#f3a712"), (13, "#e4572e"), (7, "#f7ede2")):
        c.ellipse(80, 32, rx, 26, colour)
    c.polygon("#c14423", (66, 53), (94, 53), (87, 61), (73, 61))
    for x in (73, 80, 87):
        c.line("#6b4f3f", 0.5, (x, 60), (80 + (x - 80) * 0.7, 69))
    c.box(74, 68, 12, 9, "#8a5a3b", 2)
    c.box(74, 68, 12, 2.4, "#6b4326", 1)
    return c.png()


def draw_teapot() -> bytes:
    """A green teapot and a cup on a table by the window."""
    c = Canvas("#f6d8c3", "#f2c3a7")
    c.box(20, 8, 46, 46, "#fff6e6", 2)
    c.box(22, 10, 42, 42, "#a8d8ea")
    c.box(42, 10, 2, 42, "#fff6e6")
    c.box(22, 30, 42, 2, "#fff6e6")
    c.glow(50, 34, 26, "#fff6d8", 0.5)
    c.box(-2, 66, 164, 28, "#a96a45")
    c.box(-2, 66, 164, 3, "#c58359")
    c.arc(120, 50, 10, (270, 90), "#3f8f6b", 3)
    c.polygon("#3f8f6b", (76, 56), (62, 40), (58, 42), (70, 62))
    c.ellipse(98, 52, 26, 20, "#4caf83")
    c.ellipse(98, 35, 13, 3.6, "#3f8f6b")
    c.dot(98, 29.5, 3, "#f2b134")
    for x in (84, 98, 112):
        for dx, dy in ((0, -3), (3, 0), (0, 3), (-3, 0)):
            c.dot(x + dx, 53 + dy, 2, "#f7f3ea")
        c.dot(x, 53, 1.7, "#f2b134")
    c.ellipse(98, 72, 20, 3, "#8d5535")
    c.box(38, 58, 16, 12, "#f7f3ea", 4)
    c.ellipse(46, 58.6, 8, 1.8, "#b5713c")
    c.arc(55, 63, 3.4, (270, 90), "#f7f3ea", 1.3)
    for x in (43, 48):
        c.line("#fffaf0", 0.8, (x, 54), (x + 1.5, 50), (x, 46))
    return c.png()
