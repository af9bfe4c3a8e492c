"""Sound for a film: a soft pad where sound is on, a slow arpeggio where music is on. Deterministic."""

from __future__ import annotations

import random

import numpy as np
from numpy.typing import NDArray

RATE = 48_000
_CHORDS = (
    ((0, 7, 12, 16, 19), (-4, 3, 8, 15, 20), (-7, 0, 9, 12, 17), (-5, 2, 7, 14, 19)),
    ((0, 7, 12, 15, 19), (-4, 3, 8, 12, 19), (-9, 3, 10, 15, 19), (-2, 5, 10, 14, 21)),
)
_CHORD_S, _NOTE_S = 4.0, 0.5
_LOUD = 0.32

Wave = NDArray[np.float32]


def soundtrack(seconds: float, *, pad: bool, music: bool, chance: random.Random) -> Wave:
    """Stereo samples, shape (2, seconds x 48,000), float -1 to 1."""
    count = round(seconds * RATE)
    chords = chance.choice(_CHORDS)
    root = 110.0 * 2 ** (chance.randrange(-3, 4) / 12)
    out = np.zeros((2, count), dtype=np.float32)
    if pad:
        out += _pad(count, root, chords, chance)
    if music:
        out += 0.8 * _arpeggio(count, root * 2, chords, chance)
    peak = float(np.abs(out).max()) or 1.0
    return out * (_LOUD / peak) * _envelope(count)


def _pad(count: int, root: float, chords: tuple[tuple[int, ...], ...], chance: random.Random) -> Wave:
    """Detuned sines a chord at a time, each chord swelling into the next, with a slow breath."""
    time = np.arange(count, dtype=np.float32) / RATE
    out = np.zeros((2, count), dtype=np.float32)
    for n in range(int(count / RATE / _CHORD_S) + 2):
        swell = np.clip(1.2 - np.abs(time - (n * _CHORD_S + 1.2)) / (_CHORD_S * 0.75), 0, 1) ** 2
        for step in chords[n % len(chords)]:
            pitch, phase = root * 2 ** (step / 12), chance.uniform(0, 6.28)
            for channel, detune in enumerate((0.998, 1.002)):
                tone = np.sin(2 * np.pi * pitch * detune * time + phase)
                tone += 0.25 * np.sin(4 * np.pi * pitch * time + phase)
                out[channel] += swell * tone * (0.9 - 0.02 * step)
    breath = 1 + 0.12 * np.sin(2 * np.pi * 0.17 * time)
    return (out * breath / 5).astype(np.float32)


def _arpeggio(count: int, root: float, chords: tuple[tuple[int, ...], ...], chance: random.Random) -> Wave:
    """Plucked notes up and down the chord, moving between left and right, with two soft echoes."""
    dry = np.zeros((2, count + 4 * RATE), dtype=np.float32)
    note_time = np.arange(2 * RATE, dtype=np.float32) / RATE
    for n in range(int(count / RATE / _NOTE_S) + 1):
        chord = chords[int(n * _NOTE_S / _CHORD_S) % len(chords)]
        pitch = root * 2 ** (chord[(0, 2, 3, 4, 3, 2, 1, 2)[n % 8]] / 12)
        tone = np.sin(2 * np.pi * pitch * note_time) + 0.3 * np.sin(4 * np.pi * pitch * note_time)
        tone *= np.exp(-note_time * 3.2) * np.clip(note_time / 0.008, 0, 1) * chance.uniform(0.7, 1.0)
        start, right = int(n * _NOTE_S * RATE), 0.5 + 0.3 * np.sin(n * 1.1)
        dry[0, start : start + tone.size] += tone * (1 - right)
        dry[1, start : start + tone.size] += tone * right
    wet = dry.copy()
    for delay_s, share in ((0.375, 0.35), (0.75, 0.16)):
        shift = int(delay_s * RATE)
        wet[:, shift:] += share * dry[::-1, :-shift]
    return wet[:, :count]


def _envelope(count: int) -> Wave:
    """In over 0.4 s, out over 0.8 s, shorter in a short film."""
    rise, fall = min(int(0.4 * RATE), count // 4), min(int(0.8 * RATE), count // 3)
    shape = np.ones(count, dtype=np.float32)
    shape[:rise] = np.linspace(0, 1, rise, dtype=np.float32) ** 2
    shape[count - fall :] *= np.linspace(1, 0, fall, dtype=np.float32) ** 1.5
    return shape
