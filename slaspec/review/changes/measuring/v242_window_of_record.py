"""Rule V242."""

from __future__ import annotations

from slaspec.review.changes.asked import is_asked
from slaspec.review.changes.judging import judged
from slaspec.review.changes.wording import now
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule

_WORDS = {
    "decided": "in which it is decided",
    "start": "of its start",
    "stop": "of its stop",
    "deadline": "of its deadline",
}


@change_rule(
    id="V242",
    name="window-of-record",
    owns=("MeasureAnswers.assign_to",),
    material=True,
)
def window_of_record(change: Difference) -> Said | None:
    """
    A record belongs to another window.

    What it compares:
        `assign_to`, where the metric asks for it. With `stop` a record that nobody closes is never
        counted, so that it binds the provider less than the others.

    Why:
        It decides whether a record that is late in one month spoils the next one, and whether it
        can be held over for ever.

    Before:

        interpretation: {assign_to: decided}

    After:

        interpretation: {assign_to: stop}

    Direction:
        loosened
    """
    if not is_asked(change):
        return None
    scale = ("stop", change.head if change.base == "stop" else change.base)
    said = judged("", change, scale=scale, more="tightened")
    before, after = (_WORDS.get(each, "") for each in (change.base, change.head))
    return said and said._replace(sentence=now("a record counts in the window", before, after))
