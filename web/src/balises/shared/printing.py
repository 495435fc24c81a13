"""What the embedded fonts can print, so that a page prints the same on every machine."""

import re
import unicodedata

MISSING_SIGN = "▯"
# What the fonts embedded in typst can write: Latin, Greek and Cyrillic letters, punctuation, currency, arrows,
# shapes. Measured character by character with typst 0.15.2.
_UNPRINTABLE = re.compile(
    "[^\n\u0020-\u007e\u00a0-\u0377\u0391-\u03a1\u03a3-\u04ff\u1e00-\u1eff\u2000-\u200a\u2010-\u2027\u202f-\u2037\u2039\u203a"
    "\u20a0-\u20bf\u2190-\u21ff\u2460-\u262f]+"
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]+")


def printable(text: str) -> str:
    """The text with a visible sign in place of what the embedded fonts cannot write."""
    return _UNPRINTABLE.sub(MISSING_SIGN, _INVISIBLE.sub("", unicodedata.normalize("NFC", text)))
