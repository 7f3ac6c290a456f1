"""Rule T006."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Calendar
from slaspec.language.quantities import DAY_SECONDS, Hours


@rule(
    id="T006",
    name="holiday-rule-unsaid",
    severity="error",
    aspect="time",
    bars_settlement=True,
)
def holiday_rule_unsaid(calendar: Calendar) -> Iterator[Finding]:
    """
    A shift runs over midnight, and nobody says what a closed date takes away from it.

    What it does:
        Asks every calendar with hours over midnight and with closed dates or exceptions for
        `holiday_rule`: `calendar_date` (the seconds of that date) or `opening_date` (the shifts
        that open on it, with their part after midnight).

    Why:
        The night before a holiday runs six hours into it. By one reading these hours count, by
        the other they do not, and a deadline of four hours lies on either side of the holiday.

    Wrong:

        kind: Calendar
        open: {mon-fri: ["22:00-06:00"]}
        closed: [{date: 2026-12-25, name: Christmas Day}]

    Right:

        kind: Calendar
        open: {mon-fri: ["22:00-06:00"]}
        closed: [{date: 2026-12-25, name: Christmas Day}]
        holiday_rule: opening_date

    Source:
        Working time law counts a holiday from midnight to midnight or by the shift that begins on
        it; both are agreed in practice.
    """
    exceptions = calendar.exceptions or ()
    special = {entry.date.value for entry in calendar.closed or ()}
    special |= {entry.date.value for entry in exceptions}
    if calendar.holiday_rule is not None or not special:
        return
    nights = [hours for day in calendar.open.values() for hours in day if _is_night(hours)]
    for entry in exceptions:
        before_special = entry.date.value + timedelta(days=1) in special
        nights += [hours for hours in entry.open if before_special and _is_night(hours)]
    if nights:
        yield finding_at(
            calendar.at.of("holiday_rule"),
            f"calendar '{calendar.id}' is open {nights[0]}, over midnight, and does not say what a"
            " closed date takes away: its own hours, or the shift that opens on it",
            "add holiday_rule: calendar_date or holiday_rule: opening_date",
        )


def _is_night(hours: Hours) -> bool:
    return hours.closes > DAY_SECONDS
