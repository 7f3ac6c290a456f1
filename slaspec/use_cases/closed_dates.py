"""New closed dates among the lines of a calendar file: comments and layout stay as they are."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from datetime import date

from slaspec.errors import UsageError
from slaspec.language.document import Document
from slaspec.language.model import Calendar

_ITEM = re.compile(r"( *)- ")
_EMPTY = re.compile(r"closed: *\[ *\]( *(?: #.*)?)$")
_NO_DATA = re.compile(r" *(#.*)?$")
_OTHER_KEY = re.compile(r"[^ #\-]")


class NotInserted(UsageError):
    """The list is not written with an entry a line: a person has to put the dates in."""


def with_dates(
    text: str,
    document: Document,
    calendar: Calendar,
    entries: Mapping[date, str],
    source: str | None,
) -> str:
    """
    The text with these entries (`- {date: …}`) of the closed dates, each where its date belongs.

    `source` is a line of its own behind the list. Raises `NotInserted` where the list is not
    written with an entry a line.
    """
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.replace("\r\n", "\n").split("\n")
    last = [] if source is None else [source]
    if calendar.closed:
        return end.join(_among(lines, document, calendar, entries, last))
    new = [f"  {entries[day]}" for day in sorted(entries)]
    for number, line in enumerate(lines):
        if empty := _EMPTY.match(line):
            lines[number : number + 1] = [f"closed:{empty[1]}", *new, *last]
            return end.join(lines)
    at = _behind_data(lines, len(lines))
    lines[at:at] = ["closed:", *new, *last]
    return end.join(lines if lines[-1] == "" else [*lines, ""])


def _among(
    lines: list[str],
    document: Document,
    calendar: Calendar,
    entries: Mapping[date, str],
    last: list[str],
) -> list[str]:
    dates = [each.date.value for each in calendar.closed or ()]
    starts = [document.span(("closed", i)).line - 1 for i in range(len(dates))]
    items = [_ITEM.match(lines[start]) for start in starts]
    indents = {item[1] if item is not None else None for item in items}
    if len(set(starts)) != len(starts) or len(indents) != 1 or None in indents:
        raise NotInserted(
            f"the closed dates of '{document.file}' do not stand on lines of their own"
        )
    indent = next(iter(indents))
    ends = [_behind_data(lines, start) for start in [*starts[1:], _end_of_list(lines, starts[-1])]]
    before_all = document.span(("closed",), of_key=True).line
    new: dict[int, list[str]] = {}
    for day in sorted(entries):
        position = _position(dates, day)
        at = ends[position - 1] if position else before_all
        new.setdefault(at, []).append(f"{indent}{entries[day]}")
    new.setdefault(ends[-1], []).extend(last)
    for at in sorted(new, reverse=True):
        lines[at:at] = new[at]
    return lines


def _position(dates: list[date], day: date) -> int:
    """Behind all earlier dates where they stand in order, else at the end."""
    return bisect_left(dates, day) if dates == sorted(dates) else len(dates)


def _end_of_list(lines: list[str], start: int) -> int:
    """The first line behind an entry that belongs to another key."""
    behind = range(start + 1, len(lines))
    return next((number for number in behind if _OTHER_KEY.match(lines[number])), len(lines))


def _behind_data(lines: list[str], end: int) -> int:
    """The line behind the last one before `end` that is neither blank nor a comment."""
    while end > 0 and _NO_DATA.fullmatch(lines[end - 1]):
        end -= 1
    return end
