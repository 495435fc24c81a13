"""The forms of a page as a browser reads them: where each one goes, and what stands in its fields."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

WRITTEN = {"text", "email", "search", "textarea", "date", "time", "number", "tel", "url"}


@dataclass
class Field:
    """One name a form sends. `words` are what its page says beside it where it is sent back."""

    name: str
    kind: str
    values: list[str] = field(default_factory=list)
    choices: list[str] = field(default_factory=list)
    is_invalid: bool = False
    described_by: tuple[str, ...] = ()

    @property
    def is_written(self) -> bool:
        return self.kind in WRITTEN


@dataclass
class Sheet:
    """A form that acts: its address, its fields in their order."""

    action: str
    fields: dict[str, Field] = field(default_factory=dict)

    @property
    def written(self) -> tuple[Field, ...]:
        return tuple(each for each in self.fields.values() if each.is_written)

    @property
    def takes_file(self) -> bool:
        return any(each.kind == "file" for each in self.fields.values())

    @property
    def chosen(self) -> tuple[Field, ...]:
        """Where one thing is picked among others; a box alone says yes or nothing."""
        return tuple(each for each in self.fields.values() if each.choices and each.choices != ["on"])


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.sheets: list[Sheet] = []
        self.words: dict[str, str] = {}
        self._sheet: Sheet | None = None
        self._field: Field | None = None
        self._open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if given.get("id") and tag not in {"input", "textarea", "select"}:
            self._open.append((tag, given["id"]))
        if tag == "form" and given.get("method", "").lower() == "post":
            self._sheet = Sheet(given.get("action") or self.address)
            self.sheets.append(self._sheet)
        elif self._sheet is not None and tag in {"input", "textarea", "select", "button", "option"}:
            self._read(tag, given)

    def _read(self, tag: str, given: dict[str, str]) -> None:
        if tag == "option":
            self._offer(given.get("value", ""), is_chosen="selected" in given)
            return
        if "disabled" in given or not given.get("name"):
            return
        kind = given.get("type", "text") if tag == "input" else tag
        found = self._sheet.fields.setdefault(given["name"], Field(given["name"], kind))  # type: ignore[union-attr]
        found.is_invalid = found.is_invalid or given.get("aria-invalid") == "true"
        found.described_by += tuple(given.get("aria-describedby", "").split())
        self._field = found
        if kind in {"radio", "checkbox", "button"}:
            self._offer(given.get("value", "on"), is_chosen="checked" in given)
        elif tag == "input":
            found.values.append(given.get("value", ""))
        elif tag == "textarea":
            found.values.append("")

    def _offer(self, value: str, *, is_chosen: bool) -> None:
        if self._field is not None and value:
            self._field.choices.append(value)
            if is_chosen:
                self._field.values.append(value)

    def handle_data(self, data: str) -> None:
        for _tag, identifier in self._open:
            self.words[identifier] = self.words.get(identifier, "") + data
        if self._field is not None and self._field.kind == "textarea":
            self._field.values[-1] += data

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1][0] == tag:
            self._open.pop()
        if tag == "form":
            self._sheet = self._field = None
        elif tag in {"textarea", "select"}:
            self._field = None


@dataclass(frozen=True)
class Read:
    """A page that was read: its forms, and the words of whatever carries an identifier."""

    sheets: tuple[Sheet, ...]
    words: dict[str, str]

    def sheet_to(self, action: str) -> Sheet | None:
        return next((sheet for sheet in self.sheets if sheet.action == action), None)

    def said_beside(self, given: Field) -> str:
        names = [name for name in (*given.described_by, f"id_{given.name}_error") if name.endswith(("_error", "-dit"))]
        return " ".join(self.words.get(name, "").strip() for name in names).strip()


def read_page(html: str, *, address: str) -> Read:
    reader = _Reader(address)
    reader.feed(html)
    for sheet in reader.sheets:
        for each in _textareas(sheet):
            each.values = [value.removeprefix("\n") for value in each.values]  # browsers drop a first line end
    return Read(tuple(reader.sheets), reader.words)


def _textareas(sheet: Sheet) -> Iterator[Field]:
    return (each for each in sheet.fields.values() if each.kind == "textarea")
