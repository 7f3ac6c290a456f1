"""
The XML of an event log, block by block, to the texts of its events.

The parser is expat, which knows the line of everything and holds no tree. A document type is
refused before anything of it is read, so that there are no entities but those of XML itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from slaspec.records.reading.mapping import OF_TRACE
from slaspec.records.reasons import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping

    from slaspec.errors import LocatedError

Row = tuple[int, "Mapping[str, str]"]

DEEPEST = 64
LONGEST_TAG_BYTES = 16 << 20
MOST_NAMES = 1000
SINGLE = ("string", "date", "int", "float", "boolean", "id")
ATTRIBUTES = (*SINGLE, "list", "container")
EXPORT = "export the log as XES"


class XesLog:
    """
    A reader of one log: `read` gives the line and the attributes of the events that ended.

    `wanted` are the names whose values are kept; the first event has the others too, without
    their values. Attributes of the trace are under `trace:KEY`.
    """

    def __init__(
        self, wanted: Container[str], refusal: Callable[[str, int, int, str], LocatedError]
    ) -> None:
        self._wanted, self._refusal = wanted, refusal
        self._parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        self._path: list[str] = []
        self._rows: list[Row] = []
        self._names: dict[str, str] = {}
        self._defaults: dict[str, dict[str, str]] = {"trace": {}, "event": {}}
        self._scope = ""
        self._trace: dict[str, str] = {}
        self._event: dict[str, str] = {}
        self._line = 0  # of the event that is open
        self._bytes_read = self._events_read = self._events_before_trace = 0

    @property
    def line(self) -> int:
        """The line that is read."""
        return self._parser.CurrentLineNumber

    def read(self, block: bytes) -> list[Row]:
        """The events that end in a block of bytes."""
        self._parse(block, last=False)
        self._bytes_read += len(block)
        if self._bytes_read - self._parser.CurrentByteIndex > LONGEST_TAG_BYTES:
            raise self._refuse(f"a tag is longer than {LONGEST_TAG_BYTES:,} bytes", EXPORT)
        return self._take()

    def end(self) -> list[Row]:
        """The events that had not ended before the last byte; refuses a log that is cut off."""
        self._parse(b"", last=True)
        return self._take()

    def _take(self) -> list[Row]:
        rows, self._rows = self._rows, []
        return rows

    def _parse(self, block: bytes, *, last: bool) -> None:
        try:
            self._parser.Parse(block, last)
        except expat.ExpatError as error:
            sentence = f"this is no well-formed XML: {expat.ErrorString(error.code)}"
            place = (error.lineno, error.offset + 1)
            raise self._refusal(sentence, *place, f"{EXPORT} again") from None
        except (LookupError, ValueError):
            sentence = "the encoding of this XML is not known"
            raise self._refuse(sentence, f"{EXPORT} in UTF-8") from None

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        self._path.append(tag)
        if len(self._path) == 1 and tag != "log":
            raise self._refuse(f"this is <{tag}>, not the <log> of an event log", EXPORT)
        if len(self._path) > DEEPEST:
            raise self._refuse(f"elements are nested deeper than {DEEPEST}", EXPORT)
        match self._path:
            case ["log", "trace", "event", _] | ["log", "event", _] if tag in ATTRIBUTES:
                self._keep(self._event, self._key(attributes), tag, attributes)
            case ["log", "trace"]:
                self._trace, self._events_before_trace = {}, self._events_read
            case ["log", "trace", "event"] | ["log", "event"]:
                self._line, self._event = self.line, {}
            case ["log", "global"]:
                self._scope = attributes.get("scope", "event")
            case ["log", "global", _] if tag in SINGLE and self._scope in self._defaults:
                self._keep_default(tag, attributes)
            case ["log", "trace", _] if tag in ATTRIBUTES:
                self._keep_of_trace(tag, attributes)

    def _end(self, _: str) -> None:
        match self._path:
            case ["log", "trace", "event"]:
                self._add(self._defaults["trace"] | self._trace)
            case ["log", "event"]:
                self._add({})
        self._path.pop()

    def _add(self, trace: Mapping[str, str]) -> None:
        row = {**trace, **self._defaults["event"], **self._event}
        self._rows.append((self._line, row if self._events_read else self._names | row))
        self._events_read += 1

    def _keep_of_trace(self, tag: str, attributes: Mapping[str, str]) -> None:
        key = OF_TRACE + self._key(attributes)
        if key in self._wanted and self._events_read > self._events_before_trace:
            sentence = f"{quoted(key)} stands behind events of its trace"
            raise self._refuse(sentence, "write the attributes of a trace before its events")
        self._keep(self._trace, key, tag, attributes)

    def _keep(self, row: dict[str, str], key: str, tag: str, attributes: Mapping[str, str]) -> None:
        if key not in self._wanted:
            if not self._events_read and len(self._names) < MOST_NAMES:
                self._names[key] = ""
        elif tag not in SINGLE or "value" not in attributes:
            help = "map an attribute with one value"
            raise self._refuse(f"{quoted(key)} is a {tag} without a single value", help)
        elif key in row:
            raise self._refuse(f"{quoted(key)} stands here twice", "write each attribute once")
        else:
            row[key] = attributes["value"]

    def _keep_default(self, tag: str, attributes: Mapping[str, str]) -> None:
        key = (OF_TRACE if self._scope == "trace" else "") + self._key(attributes)
        if key in self._wanted:
            value = "" if tag == "date" else attributes.get("value", "")
            self._defaults[self._scope][key] = value

    def _key(self, attributes: Mapping[str, str]) -> str:
        if "key" not in attributes:
            raise self._refuse("this attribute has no key", EXPORT)
        return attributes["key"]

    def _refuse_doctype(self, *_: Any) -> None:
        sentence = "a document type (DTD) stands in the log: its entities could be anything"
        raise self._refuse(sentence, f"{EXPORT} without <!DOCTYPE>")

    def _refuse(self, sentence: str, help: str) -> LocatedError:
        return self._refusal(sentence, self.line, self._parser.CurrentColumnNumber + 1, help)
