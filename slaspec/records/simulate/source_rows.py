"""
Stories as rows of a source: its own columns, labels, time format and zone.

What a source writes is read back through the mapping of its DataSource, so that the mapping is
proved with the record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from slaspec.records.reading.mapping import EVENTS, MAP_OF, name_of
from slaspec.records.simulate.source_times import TimeWriter, UnwritableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from slaspec.language.model.data_source import DataSource
    from slaspec.records.simulate.stories import Step, TicketStory

Row = dict[str, str]
_OF_THE_ROW = ("at", "order", "state")


class RowWriter:
    """
    Writes tickets as one source would: a row for each step (`events`), or one row (`snapshot`).

    A column that two of our keys name holds what its row says first of all: when and which state.
    Raises `UnwritableError` where the source has no label or column for what happened.
    """

    def __init__(self, source: DataSource) -> None:
        self._source = source
        columns = (source.columns or {}).items()
        named = {k: name_of(source, k, c) for k, c in columns if isinstance(c, str)}
        self._events = [(key, named[key]) for key in EVENTS if key in named]
        self._moving = [(key, named[key]) for key in _OF_THE_ROW if key in named]
        self._fixed = [(k, c) for k, c in named.items() if k not in (*EVENTS, *_OF_THE_ROW)]
        tool = source.tool
        self._blank = [name for name in (tool and tool.verdict, tool and tool.elapsed) if name]
        self._has_service = "service" in named
        self._clock = TimeWriter(source.timezone, source.date_order)
        self._times: dict[int, str] = {}

    def rows(self, stories: Iterable[TicketStory]) -> Iterator[Row]:
        """The rows of some tickets, ticket by ticket."""
        for story in stories:
            self._require_service(story)
            steps = story.steps if self._source.layout == "events" else story.steps[-1:]
            fixed = self._fixed_cells(story)
            for number, step in enumerate(steps, 1):
                yield fixed | self._event_cells(story, step) | self._moving_cells(step, number)

    def label(self, key: str, word: str) -> str:
        """The first label that stands for our word; the word itself where there is no map."""
        labels = getattr(self._source, MAP_OF[key]) if key in MAP_OF else None
        if labels is None:
            return word
        if not labels.get(word):
            raise UnwritableError(
                f"source '{self._source.id}' has no label for '{word}' in {MAP_OF[key]}"
            )
        first: str = labels[word][0]
        return first

    def _fixed_cells(self, story: TicketStory) -> Row:
        """What all rows of a ticket say."""
        words = {
            "id": story.id,
            "service": story.service,
            "priority": story.priority,
            "group": story.group,
            **story.fields,
        }
        row = dict.fromkeys(self._blank, "")
        for key, name in self._fixed:
            word = words.get(key)
            row.setdefault(name, "" if word is None else self.label(key, word))
        return row

    def _event_cells(self, story: TicketStory, step: Step) -> Row:
        """The events that have happened by a step; a due date is known from the start."""
        row: Row = {}
        for key, name in self._events:
            at = story.events.get(key)
            known = at is not None and (at <= step.at or key == "due")
            row.setdefault(name, self._time(at) if known and at is not None else "")
        return row

    def _moving_cells(self, step: Step, number: int) -> Row:
        """When the row was written, in which place, and the state then."""
        row: Row = {}
        for key, name in self._moving:
            if key == "at":
                row[name] = self._time(step.at)
            else:
                row[name] = str(number) if key == "order" else self.label("state", step.state)
        return row

    def _time(self, instant: int) -> str:
        if instant not in self._times:
            self._times[instant] = self._clock.text(instant)
        return self._times[instant]

    def _require_service(self, story: TicketStory) -> None:
        source = self._source
        if not self._has_service and source.service not in (None, story.service):
            raise UnwritableError(
                f"all records of source '{source.id}' are of service '{source.service}',"
                f" none of '{story.service}'"
            )
