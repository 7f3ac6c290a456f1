"""Parts of a canonical file as records: the same tables as of every source, read as asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from slaspec.records.canonical.head import Head
from slaspec.records.canonical.layout import FIELD, NUMBER, STAMP
from slaspec.records.canonical.part import Loaded, Part, Texts, refusal
from slaspec.records.figures import Figures, Numbers
from slaspec.records.outages import Outages, Probes
from slaspec.records.tables import Records
from slaspec.records.tickets import NO_CODE, STATES, StateHistory, Tickets

if TYPE_CHECKING:
    from slaspec.records.tickets import Int8, Int32, Int64

_NUMBER = re.compile(r"-?[0-9]{1,400}(?:/[1-9][0-9]{0,399})?", re.ASCII)


def records_of_part(part: Part, head: Head, shown: str) -> Records:
    """The records of one part."""
    if head.table == "tickets":
        return _tickets(part, head)
    if head.table == "outages":
        return _outages(part, head, shown)
    return _probes(part, head) if head.table == "probes" else _figures(part, head, shown)


class HeldHistory(StateHistory):
    """A history of which each column is read at its first use."""

    _part: Part
    _names: Mapping[str, tuple[str, ...]]

    def __init__(self, part: Part, names: Mapping[str, tuple[str, ...]]) -> None:
        vars(self).update(_part=part, _names=names)

    @cached_property
    def first(self) -> Int64:
        """Where the events of each ticket begin."""
        return self._instants[0]

    @cached_property
    def at(self) -> Int64:
        """The instant of each event."""
        return self._instants[1]

    @cached_property
    def state(self) -> Int8:
        """The state after each event."""
        return self._part.event_codes("state", len(STATES), 0)

    @cached_property
    def priority(self) -> Int32:
        """The priority after each event."""
        return self._part.event_codes("priority", len(self._names["priorities"]), NO_CODE)

    @cached_property
    def group(self) -> Int32:
        """The group after each event."""
        return self._part.event_codes("group", len(self._names["groups"]), NO_CODE)

    @cached_property
    def _instants(self) -> tuple[Int64, Int64]:
        return self._part.event_instants()


def _tickets(part: Part, head: Head) -> Tickets:
    names, columns = head.names, head.columns
    return Tickets(
        source=head.source,
        kind=head.kind,
        ids=part.texts("id") if "id" in columns else (),
        services=names["services"],
        service=part.codes("service", names["services"], 0),
        priorities=names["priorities"],
        priority_first=part.codes("priority_first", names["priorities"]),
        priority_final=part.codes("priority_final", names["priorities"]),
        last_state=part.small_codes("last_state", len(STATES), 0),
        stamps=Loaded(_after(STAMP, columns), lambda event: part.instants(STAMP + event)),
        history=HeldHistory(part, names) if "history" in columns else None,
        groups=names["groups"],
        tool_met=part.small_codes("tool_met", 2, NO_CODE) if "tool_met" in columns else None,
        tool_elapsed=part.seconds("tool_elapsed") if "tool_elapsed" in columns else None,
        fields=_fields(part, columns),
    )


def _outages(part: Part, head: Head, shown: str) -> Outages:
    names = head.names
    shares = tuple(_number(text, shown) for text in names["shares"])
    return Outages(
        source=head.source,
        ids=part.texts("id"),
        parts=names["parts"],
        part=part.codes("part", names["parts"], 0),
        begin=part.instants("begin"),
        end=part.instants("end"),
        classes=names["classes"],
        kind_of=part.codes("class", names["classes"], 0),
        shares=shares,
        share=part.codes("share", shares),
        incidents=part.texts("incident") if "incident" in head.columns else (),
    )


def _probes(part: Part, head: Head) -> Probes:
    return Probes(
        source=head.source,
        parts=head.names["parts"],
        part=part.codes("part", head.names["parts"], 0),
        at=part.instants("at"),
        classes=head.names["classes"],
        kind_of=part.codes("class", head.names["classes"], 0),
    )


def _figures(part: Part, head: Head, shown: str) -> Figures:
    columns = head.columns
    return Figures(
        source=head.source,
        kind=head.kind,
        ids=part.texts("id") if "id" in columns else (),
        services=head.names["services"],
        service=part.codes("service", head.names["services"], 0),
        at=part.instants("at"),
        window=part.texts("window") if "window" in columns else (),
        numbers=Loaded(
            _after(NUMBER, columns), lambda key: _numbers(part.texts(NUMBER + key), shown)
        ),
        fields=_fields(part, columns),
    )


def _after(prefix: str, columns: Sequence[str]) -> list[str]:
    return [name.removeprefix(prefix) for name in columns if name.startswith(prefix)]


def _fields(part: Part, columns: Sequence[str]) -> Mapping[str, Sequence[str]]:
    return Loaded(_after(FIELD, columns), lambda key: part.texts(FIELD + key))


def _numbers(texts: Texts, shown: str) -> Numbers:
    words, codes = texts.coded
    values = tuple(_number(word, shown) for word in words if word)
    place = np.cumsum([bool(word) for word in words]) - 1
    place[[not word for word in words]] = NO_CODE
    return Numbers(values, place[codes].astype(np.int32))


def _number(text: str, shown: str) -> Fraction:
    if not _NUMBER.fullmatch(text):
        raise refusal(shown, f"{text[:40]!r} in the canonical file is no exact number")
    return Fraction(text)
