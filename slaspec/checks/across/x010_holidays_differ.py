"""Rule X010."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from slaspec.checks.names import listed
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Calendar
from slaspec.service_time.weekdays import weekdays_of


@rule(id="X010", name="holidays-differ", severity="info", aspect="document")
def holidays_differ(book: Book) -> Iterator[Finding]:
    """
    Two calendars of one place have different holidays in one year.

    What it does:
        Compares calendars of one time zone, and of one country and region where both name theirs,
        year by year where both are `valid` the whole year and have closed dates. Dates on which
        the calendar opens neither way are passed over.

    Why:
        When the desk works on the first of May by one list and rests by the other, a ticket is
        late in one agreement and in time in the next. Mostly a date was forgotten.

    Wrong:

        kind: Calendar
        ---
        kind: Calendar
        id: shop-hours
        closed: [{date: 2026-05-01}, {date: 2027-05-17}]

    Right:

        kind: Calendar
        ---
        kind: Calendar
        id: shop-hours
        open: {mon-sat: ["09:00-20:00"]}

    Source:
        Regulation (EEC, Euratom) No 1182/71, article 2: one published list of public holidays for
        each state.
    """
    first: dict[tuple[object, ...], Calendar] = {}
    for calendar in sorted(book.of(Calendar), key=lambda each: each.id):
        for year in _years(calendar):
            origin = calendar.holidays_from
            place = (origin.country, origin.subdivision) if origin else None
            other = first.setdefault((str(calendar.timezone), place, year), calendar)
            lacking = _lacking(calendar, other, year)
            surplus = _lacking(other, calendar, year)
            if lacking or surplus:
                yield finding_at(
                    calendar.at.of("closed"),
                    f"calendar '{calendar.id}' and calendar '{other.id}' of {calendar.timezone}"
                    f" differ in {year}: " + _told(lacking, surplus),
                    "pin the same dates, or say in description why they differ",
                    document=calendar.id,
                    at_key=True,
                    related=((f"'{other.id}'", other.at.of("closed").span),),
                )


def _years(calendar: Calendar) -> Iterator[int]:
    """Years that are valid from the first day to the last and have closed dates."""
    valid = calendar.valid
    if valid is not None:
        for year in sorted({entry.date.value.year for entry in calendar.closed or ()}):
            if valid.from_.value <= date(year, 1, 1) and date(year, 12, 31) <= valid.through.value:
                yield year


def _lacking(calendar: Calendar, other: Calendar, year: int) -> list[str]:
    """Dates on which the other is closed and this one opens."""
    open_days = {day for key in calendar.open for day in weekdays_of(key) or ()}
    own = {entry.date.value for entry in calendar.closed or ()}
    dates = (entry.date.value for entry in other.closed or ())
    return [str(d) for d in dates if d.year == year and d not in own and d.weekday() in open_days]


def _told(lacking: list[str], surplus: list[str]) -> str:
    parts = [f"it opens on {listed(lacking)}"] if lacking else []
    parts += [f"only it is closed on {listed(surplus)}"] if surplus else []
    return ", ".join(parts)
