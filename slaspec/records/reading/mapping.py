"""
What a DataSource says of its columns: which are read, and by which encoder.

Mistakes here are the contract's, so their place is in the DataSource, not in the file.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, NamedTuple, get_args

from slaspec.errors import LocatedError
from slaspec.language.model.metric import Event, RecordKind
from slaspec.records.reading.encoders import Elapsed, Encoder, Labels, Names, Ordinals, Verdicts
from slaspec.records.reading.times import Times
from slaspec.records.reasons import quoted
from slaspec.records.tickets import STATES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from slaspec.language.model.data_source import DataSource, ManyColumn

EVENTS: tuple[str, ...] = get_args(Event)
TICKET_KINDS: tuple[str, ...] = tuple(kind for kind in get_args(RecordKind) if kind != "outage")
MAP_OF = {
    "state": "states",
    "priority": "priorities",
    "group": "groups",
    "service": "services",
    "component": "components",
    "impact": "impacts",
    "urgency": "urgencies",
}
MANDATORY = {"events": ("id", "at", "state"), "snapshot": ("id", "reported")}
TOOL_VERDICT, TOOL_ELAPSED = "tool.verdict", "tool.elapsed"  # no key of `columns` has a dot
# Formats whose updates stand in the order in which they were made; a table may have any other.
SEQUENCES = (
    "xes",
    "jira_changelog",
    "zendesk_metric_events",
    "zammad_history",
    "gitlab_events",
)
OF_TRACE = "trace:"  # names an attribute of a trace of XES, other names are those of its events
# Columns of tickets with a place of their own in the table; others but for events are fields.
NOT_FIELDS = ("id", "at", "order", "state", "priority", "service", TOOL_VERDICT, TOOL_ELAPSED)


class Column(NamedTuple):
    """One column that is read: our key, the source's name, and how its texts become codes."""

    key: str
    name: str
    encoder: Encoder


def columns_of(source: DataSource) -> list[Column]:
    """
    The columns of a source of tickets, sorted by key.

    Raises `LocatedError` at the part of the DataSource that is missing or contradicts itself.
    """
    names = _names(source)
    _require_answers(source, names)
    times = Times(source.missing or (), source.timezone, source.date_order)
    columns = [Column(key, name, _encoder(source, key, times)) for key, name in names.items()]
    return sorted((*columns, *_tool_columns(source)), key=lambda column: column.key)


def mapped_names(source: DataSource) -> dict[str, None]:
    """The names of all columns that a DataSource maps, in its order."""
    names = (name_of(source, key, column) for key, column in (source.columns or {}).items())
    tool = (source.tool.verdict, source.tool.elapsed) if source.tool is not None else ()
    return dict.fromkeys((*names, *(name for name in tool if name is not None)))


def name_of(source: DataSource, key: str, column: str | ManyColumn) -> str:
    """The name of the column that one of our keys is mapped to; an XES id is its trace's."""
    name = column if isinstance(column, str) else column.column
    is_of_trace = source.format == "xes" and key == "id"
    return f"{OF_TRACE}{name.removeprefix(OF_TRACE)}" if is_of_trace else name


def nearest(name: str, mapped: Collection[str], header: Sequence[str]) -> list[str]:
    """The column that was meant, if any; one that is mapped already only where it is a slip."""
    free = [each for each in header if each not in mapped]
    return difflib.get_close_matches(name, free, 1, 0.6) or difflib.get_close_matches(
        name, header, 1, 0.85
    )


def kind_of(source: DataSource) -> str:
    """The kind of the tickets; incidents where nothing is said."""
    kind = source.records or "incident"
    if kind not in TICKET_KINDS:
        kinds = f"one of: {', '.join(TICKET_KINDS)}"
        raise mistake(source, f"records: {kind} are no tickets", kinds, "records")
    return kind


def _names(source: DataSource) -> dict[str, str]:
    """Our keys to the names of columns."""
    names = {}
    for key, column in (source.columns or {}).items():
        if not isinstance(column, str):
            sentence = f"{source.format} cannot read a column with many values in a cell"
            raise mistake(source, sentence, "map one column with one value", "columns", key)
        names[key] = name_of(source, key, column)
    return names


def _require_answers(source: DataSource, names: Mapping[str, str]) -> None:
    if source.layout is None:
        say = "say layout: events (a row for each update) or snapshot (a row for each record)"
        raise mistake(source, "the layout of the rows is not said", say)
    for key in MANDATORY[source.layout]:
        if key not in names:
            add = f"add {key} with the name of its column"
            sentence = f"layout: {source.layout} needs columns.{key}"
            raise mistake(source, sentence, add, "columns")
    if "service" not in names and source.service is None:
        say = "say service: ID for all records, or map columns.service"
        raise mistake(source, "nothing says which service the records belong to", say)
    if "state" in names and not source.states:
        add = "list the source's labels for each of our states"
        raise mistake(source, "columns.state needs the map states", add, "columns", "state")


def _encoder(source: DataSource, key: str, times: Times) -> Encoder:
    if key == "at" or key in EVENTS:
        return times
    missing = source.missing or ()
    if key == "order":
        return Ordinals(missing)
    labels = getattr(source, MAP_OF[key]) if key in MAP_OF else None
    if labels is None:
        return Names(missing)
    words = STATES if key == "state" else tuple(labels)
    return Labels(missing, words, dict(label_codes(source, MAP_OF[key], words)), MAP_OF[key])


def label_codes(
    source: DataSource, map_name: str, words: tuple[str, ...]
) -> Iterator[tuple[str, int]]:
    """Each label with the index of its word; one label cannot stand for two."""
    word_of: dict[str, str] = {}
    for word, labels in getattr(source, map_name).items():
        for label in labels:
            other = word_of.setdefault(label, word)
            if other != word:
                sentence = f"the label {quoted(label)} stands for {other} and for {word}"
                raise mistake(source, sentence, "keep one of them", map_name, word)
            if label in (source.missing or ()):
                sentence = f"the label {quoted(label)} stands for {word} and for a missing value"
                raise mistake(source, sentence, "keep one of them", map_name, word)
            yield label, words.index(word)


def _tool_columns(source: DataSource) -> Iterator[Column]:
    tool, missing = source.tool, source.missing or ()
    if tool is not None and tool.verdict is not None:
        met, missed = tool.met or (), tool.missed or ()
        for label in sorted({*met} & {*missed}):
            sentence = f"the label {quoted(label)} stands for met and for missed"
            raise mistake(source, sentence, "keep one of them", "tool", "missed")
        yield Column(TOOL_VERDICT, tool.verdict, Verdicts(missing, met, missed))
    if tool is not None and tool.elapsed is not None:
        if tool.unit is None:
            say = "say unit: s, min or h"
            raise mistake(source, "tool.elapsed has no unit", say, "tool", "elapsed")
        yield Column(TOOL_ELAPSED, tool.elapsed, Elapsed(missing, tool.unit))


def mistake(source: DataSource, sentence: str, help: str, *keys: str) -> LocatedError:
    """The error for something wrong in a DataSource, at the place of some of its keys."""
    return LocatedError(f"DataSource {source.id}: {sentence}", str(source.at.of(*keys).span), help)
