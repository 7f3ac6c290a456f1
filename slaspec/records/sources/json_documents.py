"""
JSON exports, record by record: a document, an array, pages of either, or JSON Lines; `.gz` too.

The scanner of the standard library decodes one record at a time, so the size of a file costs no
memory, and every fault has a place. What RFC 8259 leaves to the reader is refused: an object
with a key twice, NaN. Numbers stay the texts that they are written as.
"""

from __future__ import annotations

import io
import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from slaspec.records.reasons import quoted
from slaspec.records.sources.byte_streams import (
    READ_BYTES,
    Bounded,
    NulError,
    TooLargeError,
    open_packed,
)
from slaspec.records.sources.strict_json import DECODER, NoJsonError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import ExitStack
    from pathlib import Path
    from typing import TextIO

    from slaspec.records.sources.byte_streams import Digesting
    from slaspec.records.tickets import Progress

LARGEST_RECORD = 16 << 20  # characters
BLOCK = 1 << 18  # characters
DEEPEST_ARRAY = 3  # a file of arrays of pages of records

_SPACE = re.compile(r"[ \t\r\n\x1e]*")  # with the separator of RFC 7464


class Record(NamedTuple):
    """One object of an export: the line and the column where it begins, and its members."""

    line: int
    column: int
    members: dict[str, Any]


class MalformedError(Exception):
    """The text is no JSON export: why, where, and what to do."""

    def __init__(
        self, sentence: str, line: int, column: int, help: str = "export it again"
    ) -> None:
        super().__init__(sentence)
        self.sentence, self.line, self.column, self.help = sentence, line, column, help


def open_json(
    stack: ExitStack, file: Path, shown: str, progress: Progress | None
) -> tuple[Digesting, TextIO]:
    """
    The bytes of a file and its text, which may be one long line, both closed with the stack.

    Raises `EnvironmentFault` where the file cannot be opened or is no regular file.
    """
    raw, unpacked = open_packed(stack, file, shown, progress)
    bounded = Bounded(unpacked, refuse_nul=True, has_lines=False)
    text = io.TextIOWrapper(
        io.BufferedReader(bounded, READ_BYTES), encoding="utf-8-sig", newline=""
    )
    return raw, stack.enter_context(text)


class JsonText:
    """A text of JSON, read from its beginning to its end: `records` once, `line` meanwhile."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self._buffer, self._at, self._is_end = "", 0, False
        self.line, self.column = 1, 1

    def records(self, lists: frozenset[str]) -> Iterator[Record]:
        """
        All objects, in their order, those in the lists of a page instead of the page.

        `lists` are the keys under which a page holds them. Raises `MalformedError`,
        `TooLargeError`, and what reading the stream raises.
        """
        try:
            if not self._peek():
                raise MalformedError("the file is empty", 1, 1, "export it with its records")
            while self._peek():
                yield from self._document(lists, 0)
        except (UnicodeDecodeError, NulError) as error:
            what = "a NUL character" if isinstance(error, NulError) else "bytes that are not UTF-8"
            sentence = f"the text contains {what}, on this line or later"
            raise MalformedError(sentence, self.line, 1, "export it as JSON in UTF-8") from None

    def _document(self, lists: frozenset[str], depth: int) -> Iterator[Record]:
        found = self._peek()
        if found == "[" and depth < DEEPEST_ARRAY:
            yield from self._array(lists, depth)
        elif found == "{" and (record := self._whole(lists)):
            yield record
        elif found == "{":
            yield from self._object(lists, depth)
        else:
            self._refuse("an object with a record, or an array of them, is expected here")

    def _array(self, lists: frozenset[str], depth: int) -> Iterator[Record]:
        self._take("[")
        while self._peek() != "]":
            yield from self._document(lists, depth + 1)
            if self._peek() != "]":
                self._take(",")
                if self._peek() == "]":
                    self._refuse("another value is expected behind the comma")
        self._take("]")

    def _whole(self, lists: frozenset[str]) -> Record | None:
        """The object that begins here if it is no page, and is read already as a whole."""
        try:
            members, end = DECODER.raw_decode(self._buffer, self._at)
        except (json.JSONDecodeError, NoJsonError, RecursionError):
            return None  # what is wrong with it, member by member will tell where
        if not lists.isdisjoint(members):
            return None
        record = Record(self.line, self.column, members)
        self._move(end)
        return record

    def _object(self, lists: frozenset[str], depth: int) -> Iterator[Record]:
        """The members, one by one: a page is never in memory as a whole."""
        line, column, members, is_page = self.line, self.column, dict[str, Any](), False
        self._take("{")
        while self._peek() != "}":
            key = self._key(members)
            if key in lists and self._peek() == "[":
                is_page = True
                members[key] = None
                yield from self._array(frozenset(), depth)
            elif key in lists and self._peek() == "{" and depth < DEEPEST_ARRAY:
                is_page = True
                members[key] = None
                yield from self._object(lists, depth + 1)
            else:
                members[key] = self._value()
            if self._peek() != "}":
                self._take(",")
                if self._peek() != '"':
                    self._refuse("a key in quotes is expected behind the comma")
        self._take("}")
        if not is_page:
            yield Record(line, column, members)
        else:
            self._end_page(members)

    def _end_page(self, members: dict[str, Any]) -> None:
        """What stands beside the lists of a page, when all of it is read."""

    def _key(self, members: dict[str, Any]) -> str:
        if self._peek() != '"':
            self._refuse("a key in quotes is expected here")
        line, column = self.line, self.column
        key: str = self._value()
        if key in members:
            raise MalformedError(f"this object has {quoted(key)} twice", line, column)
        self._take(":")
        return key

    def _value(self) -> Any:
        self._peek()
        while True:
            try:
                value, end = DECODER.raw_decode(self._buffer, self._at)
            except json.JSONDecodeError as error:
                if not self._read_on():
                    raise self._broken(error) from None
            except NoJsonError as error:
                raise MalformedError(str(error), self.line, self.column) from None
            except RecursionError:
                sentence = "the values are nested too deep"
                raise MalformedError(sentence, self.line, self.column) from None
            else:
                if end < len(self._buffer) or not self._read_on():  # a number may go on
                    self._move(end)
                    return value

    def _broken(self, error: json.JSONDecodeError) -> MalformedError:
        """The scanner's complaint at its place; at the value that never ends if it is cut off."""
        if error.pos >= len(self._buffer.rstrip()) or error.msg.startswith("Unterminated"):
            sentence = "the JSON is cut off: what begins here never ends"
            return MalformedError(sentence, self.line, self.column)
        self._move(error.pos)
        sentence = f"this is no JSON: {error.msg[0].lower()}{error.msg[1:]}"
        return MalformedError(sentence, self.line, self.column)

    def _peek(self) -> str:
        """The next character that is no space; empty at the end."""
        while True:
            space = _SPACE.match(self._buffer, self._at)
            assert space is not None  # it matches the empty text
            self._move(space.end())
            if self._at < len(self._buffer):
                return self._buffer[self._at]
            if not self._fill(BLOCK):
                return ""

    def _take(self, wanted: str) -> None:
        found = self._peek()
        if not found:
            self._refuse("the JSON is cut off here")
        if found != wanted:
            self._refuse(f"this is no JSON: '{wanted}' is expected here, not {quoted(found)}")
        self._move(self._at + 1)

    def _refuse(self, sentence: str) -> NoReturn:
        raise MalformedError(sentence, self.line, self.column)

    def _read_on(self) -> bool:
        """Twice as much of the value that begins here."""
        size = len(self._buffer) - self._at
        if size >= LARGEST_RECORD and not self._is_end:
            raise TooLargeError(f"a record is longer than {LARGEST_RECORD:,} characters")
        return self._fill(max(BLOCK, size))

    def _fill(self, size: int) -> bool:
        block = "" if self._is_end else self._text.read(size)
        self._is_end = not block
        if block:
            self._buffer, self._at = self._buffer[self._at :] + block, 0
        return not self._is_end

    def _move(self, end: int) -> None:
        lines = self._buffer.count("\n", self._at, end)
        self.line += lines
        if lines:
            self.column = end - self._buffer.rindex("\n", self._at, end)
        else:
            self.column += end - self._at
        self._at = end
