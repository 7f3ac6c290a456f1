"""What the JSON exports of ticket tools have in common, and how they are refused."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from slaspec.records.reading.encoders import CellFault, Unusable
from slaspec.records.reading.mapping import mistake
from slaspec.records.reasons import quoted
from slaspec.records.sources.json_documents import JsonText, MalformedError, Record, open_json
from slaspec.records.sources.keyed import Keyed
from slaspec.records.sources.updates import State, Update, Value, Values, replayed, text_of, value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from contextlib import ExitStack
    from pathlib import Path
    from typing import TextIO

    from slaspec.language.model.data_source import DataSource
    from slaspec.records.tickets import Progress

LONGEST_TEXT = 1 << 17  # characters, as in a cell of CSV
TWICE = CellFault(
    "duplicate ticket",
    "it stands in the file twice, in two versions",
    "export each ticket once, or delete its older version",
)
NAMELESS = CellFault("no id", "the ticket has no id", "export it with its id")
_WORDS = {None: "", True: "true", False: "false"}


class ShapeError(Exception):
    """An object is not what the tool writes: at which of its members, and what is wrong."""


class JsonExport(Keyed):
    """
    One open export: each object is a ticket, or tells of one, and becomes rows.

    Raises `LocatedError` (`file:line:column` of the object) where it is none of its tool's,
    `EnvironmentFault` where it cannot be read.
    """

    lists: frozenset[str] = frozenset()
    of_updates = True  # its rows are updates of records, not records
    gaps: int | None

    def __init__(
        self, source: DataSource, file: Path, shown: str, progress: Progress | None = None
    ) -> None:
        super().__init__(source, file, shown, progress)
        if self.of_updates and source.layout == "snapshot":
            sentence = f"{source.format} has a row for every update, not one for each record"
            raise mistake(source, sentence, "say layout: events", "layout")
        self._at_column = (source.columns or {}).get("at")
        self._versions: dict[str, str] = {}
        self.gaps = None

    @abstractmethod
    def _rows_of(self, members: dict[str, Any]) -> Iterator[dict[str, str]]:
        """The rows of one object, texts by the names of columns."""

    def _last_rows(self) -> Iterable[dict[str, str]]:
        """The rows that could not be given before the end of the file."""
        return ()

    def _begin(self, stack: ExitStack) -> Iterator[tuple[int, Mapping[str, str]]]:
        self._bytes, text = open_json(stack, self._file, self._shown, self._progress)
        return self._numbered(self.reader(text))

    def reader(self, text: TextIO) -> JsonText:
        """What finds the objects in the text."""
        return JsonText(text)

    def _numbered(self, text: JsonText) -> Iterator[tuple[int, Mapping[str, str]]]:
        record = Record(1, 1, {})
        try:
            with self._faults_of_stream(lambda: text.line):
                for record in text.records(self.lists):
                    for row in self._rows_of(record.members):
                        yield record.line, row
                for row in self._last_rows():
                    yield record.line, row
        except MalformedError as error:
            raise self.refusal(error.sentence, error.line, error.column, error.help) from None
        except ShapeError as error:
            as_is = "export it again, just as the tool writes it"
            raise self.refusal(str(error), record.line, record.column, as_is) from None

    def _occurrence(self, ticket: str, version: str) -> Literal["first", "same", "other"]:
        """Whether a ticket stood in the file before, as pages overlap, and in this version."""
        if ticket not in self._versions:
            if ticket:
                self._versions[ticket] = version
            return "first"
        return "same" if version and self._versions[ticket] == version else "other"

    def _left_out(self, row: dict[str, str], fault: CellFault) -> dict[str, str]:
        """The only row of a ticket that cannot be used, with the reason where its time stands."""
        if isinstance(self._at_column, str):
            row[self._at_column] = Unusable(*fault)
        return row


class Ticket(NamedTuple):
    """
    A ticket and its updates, as one object of an export tells it.

    `fixed` are the cells of all its rows, `finally_` those that only the last row can tell;
    `version` is when the tool changed it last. `fault` is why it cannot be used.
    """

    id: str
    version: str
    begin: Update
    now: State
    updates: Sequence[Update]
    fixed: Mapping[str, str]
    finally_: Mapping[str, str] = {}
    fault: CellFault | None = None


class TicketExport(JsonExport):
    """An export in which each object is a whole ticket; `many` are the fields with many values."""

    many: frozenset[str] = frozenset()

    def __init__(
        self, source: DataSource, file: Path, shown: str, progress: Progress | None = None
    ) -> None:
        super().__init__(source, file, shown, progress)
        self.gaps = 0

    @abstractmethod
    def _ticket(self, members: dict[str, Any]) -> Ticket:
        """The ticket that an object tells of."""

    def _row(self, ticket: Ticket, update: Update, state: State) -> dict[str, str]:
        """The cells of one row but for its number."""
        return {**ticket.fixed, **cells(state), "at": update.at}

    def _rows_of(self, members: dict[str, Any]) -> Iterator[dict[str, str]]:
        """The creation, and each update with all that is in force after it."""
        ticket = self._ticket(members)
        found = self._occurrence(ticket.id, ticket.version)
        if found != "same":
            yield from self._told(ticket if found == "first" else ticket._replace(fault=TWICE))

    def _told(self, ticket: Ticket) -> Iterator[dict[str, str]]:
        if fault := ticket.fault if ticket.id else NAMELESS:
            row = self._row(ticket, ticket.begin, ticket.now)
            yield self._left_out({**row, **ticket.finally_, "order": "0"}, fault)
            return
        told = replayed(ticket.now, ticket.updates, self.many)
        self.gaps = (self.gaps or 0) + told.gaps
        updates = (ticket.begin, *ticket.updates)
        for number, (update, state) in enumerate(zip(updates, told.states, strict=True)):
            last = ticket.finally_ if number == len(ticket.updates) else {}
            yield {**self._row(ticket, update, state), **last, "order": str(number)}


def cells(state: State) -> dict[str, str]:
    """The texts of the fields of a state."""
    return {field: text_of(values) for field, values in state.items()}


def an_object(found: Any, where: str) -> dict[str, Any]:
    """A member that is an object."""
    if not isinstance(found, dict):
        raise ShapeError(f"'{where}' is not the object that is expected there")
    return found


def objects(found: Any, where: str) -> list[dict[str, Any]]:
    """A member that is a list of objects."""
    if not isinstance(found, list):
        raise ShapeError(f"'{where}' is not the list that is expected there")
    return [an_object(each, f"{where}/{position}") for position, each in enumerate(found)]


def text(found: Any, where: str) -> str:
    """A member that is a text, a number, true, false or null."""
    if isinstance(found, dict | list):
        raise ShapeError(f"'{where}' holds several values, where one is expected")
    word: str = found if isinstance(found, str) else _WORDS[found]
    if len(word) > LONGEST_TEXT:
        raise ShapeError(f"'{where}' is longer than {LONGEST_TEXT:,} characters")
    if "\0" in word or not (word.isascii() or _is_whole(word)):
        raise ShapeError(f"'{where}' contains a NUL character, or half a character")
    return word


def _is_whole(word: str) -> bool:
    """Whether escapes did not spell a lone surrogate, which is no character."""
    return not any("\ud800" <= character <= "\udfff" for character in word)


def whole(found: Any, where: str) -> int:
    """A member that is a whole number, as one or as its text: what a tool counts its changes by."""
    word = text(found, where)
    if not (word.isascii() and word.isdigit() and len(word) <= 18):
        raise ShapeError(f"'{where}' is {quoted(word)}, no whole number")
    return int(word)


def single(found: Any, where: str) -> Values:
    """A member that is one value or none, as the values of a field."""
    return several(value(text(found, where)))


def several(*found: Value | None) -> Values:
    """What is there of some values."""
    return tuple(each for each in found if each is not None)
