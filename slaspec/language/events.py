"""The strict builder behind `read_document`: libyaml events to plain data, or a located refusal."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NoReturn

import yaml

from slaspec.findings import Span
from slaspec.language.characters import HIDDEN_AFTER_UNESCAPING, described, shown
from slaspec.language.document import COLUMN_BITS, COLUMN_MASK, Data, refuse
from slaspec.language.plain_scalar import QuoteIt, resolve
from slaspec.language.syntax import fault

DEEPEST = 32
WITH_LIBYAML = bool(yaml.__with_libyaml__)
MOST_NODES = 100_000 if WITH_LIBYAML else 50_000  # the pure parser takes seconds for more

_LOADER: Any = yaml.CSafeLoader if WITH_LIBYAML else yaml.SafeLoader
_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*", re.ASCII)
_QUOTED_KEY = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}", re.ASCII)
_NO_KEY = frozenset(("true", "True", "TRUE", "false", "False", "FALSE", "null", "Null", "NULL"))
_MAY_BE_EXPLICIT_KEY = re.compile(r"(?<!\w)\?")
_DIRECTIVE = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\r?\n)*%")
_MOST_SHOWN = 60
_AS_READ = "what a reader sees must be what counts"
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]{0,2}[ \t]*(?:[ \t]#.*)?")
_AFTER_QUOTE = frozenset(" \t\r\n,]}:")
_MISSING = object()


class _Frame:
    """An open mapping or sequence."""

    __slots__ = ("column", "container", "flow", "key", "key_lines", "line", "mapping")

    def __init__(self, container: Any, line: int, column: int, *, flow: bool) -> None:
        self.container = container
        self.flow = flow
        self.line = line
        self.column = column  # of the enclosing key or dash: continuation lines stand right of it
        self.mapping = isinstance(container, dict)
        self.key: Any = _MISSING
        self.key_lines: list[int] = []


@lru_cache(maxsize=8192)
def _is_plain_key(key: str) -> bool:
    return bool(_PLAIN_KEY.fullmatch(key)) and key not in _NO_KEY


class Builder:
    """Builds plain data and positions from the events of one text."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.stack: list[_Frame] = []
        self.positions: list[int] = []
        self.root: Any = _MISSING
        self.documents = 0
        self._lines: list[str] | None = None

    @property
    def lines(self) -> list[str]:
        """The lines of the text, split when they are first needed."""
        if self._lines is None:
            self._lines = self.text.split("\n")
        return self._lines

    def at(self, mark: Any, width: int = 1) -> Span:
        """The place of a parser's mark, which counts from 0."""
        return Span(self.file, mark.line + 1, mark.column + 1, width)

    def build(self) -> tuple[Data, list[int]]:  # noqa: C901 - calls would cost a third more
        """All events, in one loop; the few lines that run for every scalar stand here."""
        self._no_directive()
        self._no_explicit_key()
        loader = _LOADER(self.text)
        get, scalar_type, end = loader.get_event, yaml.ScalarEvent, yaml.StreamEndEvent
        positions, stack = self.positions, self.stack
        try:
            while (kind := type(event := get())) is not end:
                if kind is not scalar_type:
                    self._structure(kind, event)
                    continue
                if event.anchor is not None or event.tag is not None:
                    self._anchor_or_tag(event)
                if not stack:
                    self._top_scalar(event)
                frame, text, mark = stack[-1], event.value, event.start_mark
                style = event.style  # the pure parser says None for plain, libyaml ''
                if frame.mapping and frame.key is _MISSING:
                    if style or text in frame.container or not _is_plain_key(text):
                        self._unusual_key(frame, event)
                    frame.key = text
                    frame.key_lines.append(mark.line)
                    positions.append(mark.line << COLUMN_BITS | mark.column)
                    continue
                value = self._quoted(event) if style else self._plain(text, mark)
                positions.append(mark.line << COLUMN_BITS | mark.column)
                if frame.mapping:
                    frame.container[frame.key] = value
                    frame.key = _MISSING
                else:
                    frame.container.append(value)
        except yaml.YAMLError as error:
            self._syntax(error)
        finally:
            loader.dispose()
        if self.root is _MISSING:
            refuse("Y005", "the file is empty", Span(self.file, 1, 1), "write one document")
        if len(positions) > MOST_NODES:
            self._too_many()
        return self.root, positions

    def _structure(self, kind: type, event: Any) -> None:
        """Everything that is no scalar."""
        if kind is yaml.MappingStartEvent:
            self._open(event, {})
        elif kind is yaml.SequenceStartEvent:
            self._open(event, [])
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._end(event)
        elif kind is yaml.AliasEvent:
            self._alias(event)
        elif kind is yaml.DocumentStartEvent:
            self._document_start(event)
        elif event is None:  # the stream is over, though its end was of another class
            raise RuntimeError("PyYAML was imported twice in one process")

    def _too_many(self) -> NoReturn:
        refuse("Y012", f"more than {MOST_NODES:,} values", Span(self.file, 1, 1), "split the file")

    def _no_directive(self) -> None:
        if directive := _DIRECTIVE.match(self.text):
            at = Span(self.file, self.text.count("\n", 0, directive.end()) + 1, 1)
            refuse("Y005", "directives (%YAML, %TAG) are refused", at, "delete the line")

    def _no_explicit_key(self) -> None:
        """Refuse `? key`: only the tokens tell it from a key before a colon."""
        if "?" not in self.text or not _MAY_BE_EXPLICIT_KEY.search(self.text):
            return
        loader = _LOADER(self.text)
        try:
            while (token := loader.get_token()) is not None:
                mark = token.start_mark
                if isinstance(token, yaml.KeyToken) and mark.column != token.end_mark.column:
                    said, help = "keys written with '?' are refused", "write key: value"
                    refuse("Y010", said, self.at(mark), help)
        except yaml.YAMLError:
            pass  # the events meet it again, and say where
        finally:
            loader.dispose()

    def _syntax(self, error: yaml.YAMLError) -> NoReturn:
        said, help, line, column = fault(error, self.lines)
        refuse("Y001", said, Span(self.file, line + 1, column + 1), help)

    def _document_start(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            refuse(
                "Y005",
                "a second document begins here",
                self.at(event.start_mark),
                "one document per file: move it to a file of its own",
            )

    def _alias(self, event: Any) -> NoReturn:
        refuse(
            "Y003",
            f"alias '*{shown(event.anchor, _MOST_SHOWN)}' is refused: {_AS_READ}",
            self.at(event.start_mark),
            "write the text out, or put it into Terms",
        )

    def _anchor_or_tag(self, event: Any) -> None:
        """Anchors and tags are refused wherever they stand."""
        if event.anchor is not None:
            refuse(
                "Y003",
                f"anchor '&{shown(event.anchor, _MOST_SHOWN)}' is refused: {_AS_READ}",
                self.at(event.start_mark),
                "write the text out, or put it into Terms",
            )
        if event.tag is not None:
            refuse(
                "Y004",
                f"tag '{shown(event.tag, _MOST_SHOWN)}' is refused: a value is what is written",
                self.at(event.start_mark),
                "drop the tag",
            )

    def _open(self, event: Any, container: Any) -> None:
        if event.anchor is not None or event.tag is not None:
            self._anchor_or_tag(event)
        mark, flow = event.start_mark, bool(event.flow_style)
        if len(self.stack) == DEEPEST:
            refuse("Y012", f"more than {DEEPEST} levels deep", self.at(mark), "flatten it")
        if len(self.positions) > MOST_NODES:
            self._too_many()
        self.positions.append(mark.line << COLUMN_BITS | mark.column)
        if self.stack:
            column = self._put(container, mark)
            if not flow and isinstance(container, list):
                column = mark.column
        else:
            if not isinstance(container, dict):
                refuse("Y006", "the top is a list", self.at(mark), "begin with apiVersion: …")
            self.root, column = container, -1
        self.stack.append(_Frame(container, mark.line, column, flow=flow))

    def _put(self, value: Any, mark: Any) -> int:
        """Put a list or mapping where it belongs; returns the column of its key or dash."""
        frame = self.stack[-1]
        if not frame.mapping:
            frame.container.append(value)
            return frame.column
        if frame.key is _MISSING:
            said = "a key must be a word, not a list or a mapping"
            refuse("Y010", said, self.at(mark), "write key: value")
        frame.container[frame.key] = value
        frame.key = _MISSING
        return frame.column if frame.flow else self._key_column()

    def _key_column(self) -> int:
        """The column of the key that was read last."""
        return self.positions[-2] & COLUMN_MASK

    def _end(self, event: Any) -> None:
        frame = self.stack.pop()
        if frame.flow:
            mark = event.end_mark
            if mark.line > frame.line and not (self.stack and self.stack[-1].flow):
                self._continuation(frame.line, mark.line, frame.column, comments=True)
            self._nothing_glued(mark)

    def _continuation(self, first: int, last: int, column: int, *, comments: bool = False) -> None:
        """Lines that continue a value stand right of its key; comments between them may not."""
        for number, line in enumerate(self.lines[first + 1 : last + 1], first + 1):
            indent = len(line) - len(line.lstrip(" "))
            if comments and line.startswith("#", indent):
                continue
            if line.strip() and indent <= column:
                refuse(
                    "Y011",
                    "this line continues the value above but stands at or left of its key",
                    Span(self.file, number + 1, indent + 1),
                    "indent it further than the key",
                )

    def _nothing_glued(self, mark: Any) -> None:
        [line] = self.lines[mark.line : mark.line + 1] or [""]  # none behind the end of the file
        if mark.column < len(line) and line[mark.column] not in _AFTER_QUOTE:
            refuse(
                "Y011",
                f"'{shown(line[mark.column])}' is glued to the value before it",
                self.at(mark),
                "put a space before a comment",
            )

    def _plain(self, text: str, mark: Any) -> Any:
        try:
            return resolve(text)
        except QuoteIt:
            if not text and self.stack[-1].flow and self._at_end(mark):
                return None  # of a list or mapping that is not closed: the parser says so next
            self._quote_it(text, mark)

    def _at_end(self, mark: Any) -> bool:
        here, *below = self.lines[mark.line :] or [""]
        return not here[mark.column :].strip() and not any(line.strip() for line in below)

    def _quote_it(self, text: str, mark: Any) -> NoReturn:
        if not text:
            refuse("Y009", "empty value", self.at(mark), "write null, or drop the key")
        refuse(
            "Y008",
            f"'{shown(text, _MOST_SHOWN)}' is read differently by different YAML readers",
            self.at(mark, len(text)),
            f'quote it: "{shown(text, _MOST_SHOWN)}", or write it in full',
        )

    def _top_scalar(self, event: Any) -> NoReturn:
        if not event.value and not event.style:
            refuse("Y005", "the document is empty", self.at(event.start_mark), "write a contract")
        refuse(
            "Y006",
            "the top of a contract is a single text",
            self.at(event.start_mark),
            "begin with apiVersion, kind and id",
        )

    def _quoted(self, event: Any) -> str:
        text: str = event.value
        start, end = event.start_mark, event.end_mark
        if event.style not in ("'", '"'):
            self._block_header(start)
            return text
        if event.style == '"' and (hidden := HIDDEN_AFTER_UNESCAPING.search(text)):
            refuse(
                "Y007",
                f"hidden character {described(hidden[0])} is written as an escape",
                self.at(start),
                "delete it",
            )
        self._nothing_glued(end)
        if end.line > start.line:
            frame = self.stack[-1]
            in_block_mapping = frame.mapping and not frame.flow and frame.key is not _MISSING
            column = self.positions[-1] & COLUMN_MASK if in_block_mapping else frame.column
            self._continuation(start.line, end.line, column)
        return text

    def _block_header(self, mark: Any) -> None:
        header = self.lines[mark.line][mark.column :].rstrip("\r")
        if not _BLOCK_HEADER.fullmatch(header):
            refuse(
                "Y011",
                f"'{header[:20]}' begins a text block but has something glued to it",
                self.at(mark),
                "put a space before a comment",
            )

    def _unusual_key(self, frame: _Frame, event: Any) -> None:
        """A key that is quoted, stands twice, or may be no key at all."""
        key, mark = event.value, event.start_mark
        if event.style:
            self._quoted(event)
        elif key == "<<":
            refuse(
                "Y003",
                f"merge keys (<<) are refused: {_AS_READ}",
                self.at(mark, 2),
                "write the keys out, or put them into Terms",
            )
        if not (_QUOTED_KEY.fullmatch(key) if event.style else _is_plain_key(key)):
            self._no_name(key, self.at(mark, len(key) or 1), frame)
        if key in frame.container:
            first = frame.key_lines[list(frame.container).index(key)] + 1
            refuse(
                "Y002",
                f"key '{shown(key, _MOST_SHOWN)}' stands twice: first on line {first}, again here",
                self.at(mark, len(key)),
                "keep one of them",
                related=((f"first '{shown(key, _MOST_SHOWN)}'", Span(self.file, first, 1)),),
            )

    def _no_name(self, key: str, at: Span, frame: _Frame) -> NoReturn:
        if not key:
            refuse("Y010", "a key is missing here", at, "write key: value")
        help = "a key is a plain ASCII name like window or P1; put other text into a value"
        if frame.flow and " " in key:
            help = "quote a text that has a comma in it"
        refuse("Y010", f"'{shown(key, _MOST_SHOWN)}' is no name for a key", at, help)
