"""Hours round the clock: in words, and in calendars that are never closed."""

from __future__ import annotations

import re

from slaspec.checks.hours import ALWAYS
from slaspec.language.book import Book
from slaspec.language.model import Calendar

IN_WORDS = re.compile(
    r"(?<![0-9])24 ?h? ?[x/*] ?7(?![0-9])|(?<![0-9])7 ?[x/] ?24(?![0-9])|"
    r"\b24 ?(?:hours|h|hrs) (?:a|per|each|every) day\b|\ba?round[ -]the[ -]clock\b|"
    r"\brund um die uhr\b|\bd[øy]gn[eu]t (?:rundt|runt)\b",
    re.IGNORECASE,
)
_WHOLE_DAY = "00:00-24:00"
_DAYS_OF_A_WEEK = 7


def is_always(hours: str, book: Book) -> bool:
    """Whether hours are `24x7`, or a calendar that is open on every second of every day."""
    from slaspec.service_time.weekdays import weekdays_of

    if hours == ALWAYS:
        return True
    calendar = book.get(hours, Calendar)
    if calendar is None or calendar.closed or calendar.exceptions:
        return False
    whole = [key for key, said in calendar.open.items() if [str(h) for h in said] == [_WHOLE_DAY]]
    return sum(len(weekdays_of(key) or ()) for key in whole) == _DAYS_OF_A_WEEK
