"""Pictures of high dynamic range for a plain screen: what PQ and HLG mean as light, and highlights brought down.

ITU-R BT.2100 (the curves), SMPTE ST 2094-50, annex D (the tone map of a file that brings none of its own).
"""

from __future__ import annotations

import math

import pyvips

_WHITE_NITS, _USUAL_PEAK_NITS = 203.0, 1000.0
"""The white of paper, which is 1.0 here, and the brightest where a file does not say it."""
_HLG_SCALE, _HLG_START, _HLG_SHIFT = 0.17883277, 0.28466892, 0.55991073
_LUMINANCE = [[0.2627, 0.6780, 0.0593]]
"""Of red, green and blue in the primaries of BT.2020."""
_KAPPA = 0.65
"""How far the curve keeps to its straight start."""


def light_of_pq(stored: pyvips.Image) -> pyvips.Image:
    """`stored` from 0 to 1."""
    root = stored ** (1 / 78.84375)
    above = root - 0.8359375
    ratio = (above > 0).ifthenelse(above, 0.0) / (18.8515625 - 18.6875 * root)
    return ratio ** (1 / 0.1593017578125) * (10_000 / _WHITE_NITS)


def light_of_hlg(stored: pyvips.Image) -> pyvips.Image:
    """Of the scene: from 0 to 1 as `stored`."""
    bright = (((stored - _HLG_SHIFT) / _HLG_SCALE).exp() + _HLG_START) / 12
    return (stored <= 0.5).ifthenelse(stored * stored / 3, bright)


def displayed(scene: pyvips.Image) -> pyvips.Image:
    """The light of a scene as a display of 1,000 nits shows it. In the primaries of BT.2020, as what it gives."""
    luminance = scene.recomb(pyvips.Image.new_from_array(_LUMINANCE))
    return scene * luminance**0.2 * (_USUAL_PEAK_NITS / _WHITE_NITS)


def toned(light: pyvips.Image, peak_nits: float) -> pyvips.Image:
    """For a screen on which nothing is brighter than white. In the primaries of BT.2020; hues are kept.

    `peak_nits`: the brightest in the file, 0 if that is not known.
    """
    peak = (peak_nits or _USUAL_PEAK_NITS) / _WHITE_NITS
    if peak <= 1:
        return light
    white = 1 - 0.5 * min(math.log2(peak) / math.log2(_USUAL_PEAK_NITS / _WHITE_NITS), 1)
    # A straight line up to white, then a quadratic Bézier curve from there to the peak, by their largest component.
    bend_x, bend_y = 1 - _KAPPA + _KAPPA / white, (1 - _KAPPA) * white + _KAPPA
    x_once, x_twice = 2 * (bend_x - 1), 1 - 2 * bend_x + peak
    y_once, y_twice = 2 * (bend_y - white), white - 2 * bend_y + 1
    largest = light[0].bandrank([light[1], light[2]], index=2)
    reached = (largest > 1).ifthenelse(largest, 1.0)
    along = ((x_once**2 + 4 * x_twice * (reached - 1)) ** 0.5 - x_once) / (2 * x_twice)
    along = (along < 1).ifthenelse(along, 1.0)
    return light * ((white + along * (y_once + along * y_twice)) / reached)
