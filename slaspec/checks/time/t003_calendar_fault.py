"""Rule T003."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Calendar


@rule(
    id="T003",
    name="calendar-fault",
    severity="error",
    aspect="time",
    bars_settlement=True,
)
def calendar_fault(calendar: Calendar) -> Iterator[Finding]:
    """
    A calendar is unclear about when it is open.

    What it does:
        Finds days that are named twice, ranges of hours that overlap (also over midnight), a
        calendar without any open hour, dates that stand twice, a `valid` that ends before it
        begins, and dates outside of it.

    Why:
        Overlapping hours count once for a person and twice for many programs; a calendar that is
        never open makes every deadline fall on the end of time.

    Wrong:

        kind: Calendar
        open: {mon-fri: ["08:00-17:00", "16:00-20:00"]}

    Right:

        kind: Calendar
        open: {mon-fri: ["08:00-16:00", "16:00-20:00"]}

    Source:
        The libraries biz and frappe/helpdesk refuse calendars without hours or with repeated
        weekdays; others loop or return the start.
    """
    from slaspec.service_time.faults import faults

    for fault in faults(calendar):
        yield finding_at(calendar.at.of(*fault.path), fault.sentence, fault.help)
