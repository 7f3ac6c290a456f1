"""Rule T006."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Calendar
from slaspec.service_time.holiday_rule import unsaid_holiday_rule


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
    for fault in unsaid_holiday_rule(calendar):
        yield finding_at(calendar.at.of(*fault.path), fault.sentence, fault.help)
