"""Texts in tables: nothing that a spreadsheet would run, nothing that its file cannot hold; and back."""

import re

# What makes a spreadsheet take a text for a formula; and the same after marks that we put there ourselves.
_RUN = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
# What no XML file can hold: control characters, halves of characters, two that are not any.
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def neutralised(text: str) -> str:
    """« =1+1 » leaves as « '=1+1 »: read, not run. A mark already there gets one more, so that none is lost."""
    return f"'{text}" if _RUN.match(text) else text


def restored(text: str) -> str:
    """The text as it was before it left."""
    return text[1:] if text.startswith("'") and _RUN.match(text) else text


def one_way_of_lines(text: str) -> str:
    """Line ends as one sign: forms send two, files give one."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def holdable(text: str) -> str:
    """The text without what a table cannot hold."""
    return UNSEEN.sub("", one_way_of_lines(text))
