"""Rule V245."""

from __future__ import annotations

from slaspec.review.changes.asked import is_asked, is_by_priority
from slaspec.review.changes.judging import judged
from slaspec.review.changes.wording import now
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule

_WORDS = {"from_start": "from the start of the record", "from_change": "from the change"}


@change_rule(
    id="V245",
    name="reclassified-record",
    owns=("MeasureAnswers.reclassified",),
    material=True,
)
def reclassified_record(change: Difference) -> Said | None:
    """
    The limit of a changed priority runs from another moment.

    What it compares:
        `reclassified`, where the target judges by priority. From the change on a clock is never
        longer than from the start.

    Why:
        A record that is raised late is missed already, or has its whole time before it.

    Before:

        interpretation: {reclassified: from_start}

    After:

        interpretation: {reclassified: from_change}

    Direction:
        loosened
    """
    if not is_asked(change) or not is_by_priority(change):
        return None
    said = judged("", change, scale=("from_change", "from_start"), more="tightened")
    before, after = (_WORDS.get(each, "") for each in (change.base, change.head))
    lead = "the limit of a changed priority runs"
    return said and said._replace(sentence=now(lead, before, after))
