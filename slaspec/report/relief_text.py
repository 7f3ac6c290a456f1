"""The relief of a preview: what was excused by which entries, what was not, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from slaspec.report.figures import seconds

if TYPE_CHECKING:
    from slaspec.use_cases.relief import EntryRef, Relieved

MOST_NAMED = 5


def relief_text(relief: Sequence[Relieved]) -> Iterator[str]:
    """One line for each of them."""
    for each in relief:
        yield f"Ledger: {_where(each)}: {_what(each)}"


def relief_data(each: Relieved) -> dict[str, Any]:
    """Plain data, as in `schemas/output/statement.schema.json`."""
    return {
        "target": each.target,
        "objective": each.objective,
        "window": each.window,
        "exclusion": each.exclusion,
        "seconds": each.seconds,
        "records": each.records,
        "refused": each.refused,
        "entries": [
            {"ledger": ref.ledger, "date": ref.date, "place": str(ref.at)} for ref in each.entries
        ],
    }


def _where(each: Relieved) -> str:
    objective = "" if each.objective in ("", "all") else f"/{each.objective}"
    return f"{each.target}{objective}{' ' * bool(each.window)}{each.window}"


def _what(each: Relieved) -> str:
    by = f"as {each.exclusion} by {_entries(each.entries)}"
    if each.refused:
        return f"nothing excused {by}: {each.refused}"
    if each.seconds is not None:
        return f"{seconds(Fraction(each.seconds))} excused {by}"
    if each.records is not None:
        return f"{each.records:,} record{'s' * (each.records > 1)} left out {by}"
    if each.window:
        return f"the miss is excused {by}"
    return f"clocks stand still {by}"


def _entries(refs: Sequence[EntryRef]) -> str:
    named = [f"{ref.date} ({ref.at.file}:{ref.at.line})" for ref in refs[:MOST_NAMED]]
    more = f" and {len(refs) - MOST_NAMED} more" if len(refs) > MOST_NAMED else ""
    return f"the entr{'ies' if len(refs) > 1 else 'y'} of {', '.join(named)}{more}"
