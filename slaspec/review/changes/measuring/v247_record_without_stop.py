"""Rule V247."""

from __future__ import annotations

from slaspec.review.changes.asked import is_asked
from slaspec.review.changes.judging import judged
from slaspec.review.changes.wording import now
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule

_WORDS = {"open": "stays open", "leave_out": "is left out"}


@change_rule(
    id="V247",
    name="record-without-stop",
    owns=("MeasureAnswers.without_stop",),
    material=True,
)
def record_without_stop(change: Difference) -> Said | None:
    """
    A record that ended without a stop event counts otherwise.

    What it compares:
        `without_stop`, where the metric asks for it: open, it is missed once it is over its limit;
        left out, it never counts.

    Why:
        A record that is cancelled instead of resolved would keep every limit.

    Before:

        interpretation: {without_stop: open}

    After:

        interpretation: {without_stop: leave_out}

    Direction:
        loosened
    """
    if not is_asked(change):
        return None
    said = judged("", change, scale=("leave_out", "open"), more="tightened")
    before, after = (_WORDS.get(each, "") for each in (change.base, change.head))
    lead = "a record that ended without a stop event"
    return said and said._replace(sentence=now(lead, before, after))
