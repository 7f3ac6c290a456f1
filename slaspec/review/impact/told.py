"""What the figures of two revisions stand on: months, targets that pay, sentences to know."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from slaspec.review.impact.measured import Both
    from slaspec.review.impact.works import Work


def month_names(first: date, last: date) -> tuple[str, ...]:
    """The months from one date to another: `2026-04`, `2026-05`, …"""
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return tuple(f"{number // 12}-{number % 12 + 1:02}" for number in numbers)


def paying(plans: Both, sources: Collection[str]) -> tuple[str, ...]:
    """The targets on some sources that bind a remedy in one of the texts, later ones first."""
    targets = (each for plan in reversed(plans.sides) for each in plan.targets)
    mine = (each.target for each in targets if each.source.id in sources)
    return tuple(dict.fromkeys(each.id for each in mine if each.remedies))


def draft_sentences(work: Work) -> Iterator[str]:
    """Which sides are judged by a text that is not signed by all who have to."""
    for revision, text in work.sides:
        if text.draft and text.amendment is not None:
            yield (
                f"the {revision.name} is judged by version {text.agreement.version} of"
                f" '{work.id}', which amendment '{text.amendment.id}' makes; it lacks a signature"
            )


def without_window(plans: Both, months: tuple[str, ...]) -> Iterator[str]:
    """Targets of which no whole window lies in the months."""
    targets = {each.target.id: each for plan in plans.sides for each in plan.targets}
    for id, each in targets.items():
        if not each.windows:
            yield f"{id} is judged per {each.window}: no whole one from {months[0]} to {months[-1]}"
