"""The one style sheet: its weight, its contrasts, what it promises to draw."""

import re
from pathlib import Path

import pytest

from balises.shared.templatetags.drawing import HEIGHTS

CSS = (Path(__file__).resolve().parents[2] / "src/balises/site/static/site/balises.css").read_text("utf-8")
PRINT = CSS[CSS.index("@media print") :]
TOKENS = re.compile(r"--([\w-]+):(#[0-9a-f]{3,6})\b")
LIGHT = dict(TOKENS.findall(CSS[: CSS.index("@media (prefers-color-scheme:dark)")]))
DARK = LIGHT | dict(
    TOKENS.findall(CSS[CSS.index("@media (prefers-color-scheme:dark)") : CSS.index("@media (forced-colors")])
)
ON_PAPER = DARK | dict(TOKENS.findall(PRINT))

TEXT = 4.5  # WCAG 2.2, 1.4.3
EDGE = 3  # WCAG 2.2, 1.4.11


def luminance(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    channels = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first, second):
    dark, light = sorted((luminance(first), luminance(second)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK, ON_PAPER], ids=["light", "dark", "printed from dark"])
@pytest.mark.parametrize(
    ("front", "back", "minimum"),
    [
        *((front, back, TEXT) for front in ("encre", "encre2") for back in ("papier", "sable", "mer2", "ambre2")),
        *(("mer", back, TEXT) for back in ("papier", "sable", "mer2", "ambre2")),
        *(("ambre", back, TEXT) for back in ("papier", "ambre2")),
        ("trait", "papier", EDGE),
        ("mer", "estran", EDGE),
    ],
)
def test_what_is_read_and_what_is_seen_stand_out(tokens, front, back, minimum):
    assert contrast(tokens[front], tokens[back]) >= minimum


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_the_words_of_the_main_button_can_be_read(tokens):
    assert contrast(tokens["sur-mer"], tokens["mer"]) >= TEXT


def test_the_sheet_weighs_less_than_twenty_kilobytes():
    assert len(CSS.encode()) < 20_000


def test_the_sheet_asks_for_nothing_from_elsewhere():
    assert not re.search(r"url\(|@import|@font-face", CSS)


def test_the_light_of_the_beacon_is_never_text_nor_an_edge():
    assert "var(--feu)" in CSS
    assert not re.search(r"(?<![\w-])(?:color|stroke|border[\w-]*|outline[\w-]*):[^;}]*var\(--feu\)", CSS)


def test_the_sheet_and_the_drawing_agree_on_the_heights_of_the_route():
    first = re.search(r"\.court li\{--y:(\d+)px", CSS)
    others = re.findall(r"\.court :nth-child\((\d)\)\{--y:(\d+)px\}", CSS)

    assert first is not None
    assert (int(first[1]), *(int(y) for _, y in sorted(others))) == HEIGHTS


def test_what_is_folded_on_screen_is_printed():
    assert "::details-content{content-visibility:visible" in PRINT


def test_nothing_on_a_page_moves():
    assert not re.search(r"transition|animation|@keyframes|scroll-behavior", CSS)
