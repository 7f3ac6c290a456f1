"""Rule V218."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.changes.wording import now
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule

_WORDS = {"sum": "all together count", "max": "the longest one counts"}


@change_rule(
    id="V218",
    name="group-visits",
    owns=("DurationMetric.visits",),
    material=True,
)
def group_visits(change: Difference) -> Said | None:
    """
    Several visits of a record to a group are counted otherwise.

    What it compares:
        `visits` of a metric: the sum of the visits is never less than the longest of them.

    Why:
        A record that is handed to and fro keeps its limit more easily when only its longest visit
        counts.

    Before:

        metrics:
          - {id: resolution-time, kind: duration, records: incident, source: itsm-export,
             start: reported, stop: [resolved], pause: [waiting_customer],
             group: second-line, visits: sum}

    After:

        metrics:
          - {id: resolution-time, kind: duration, records: incident, source: itsm-export,
             start: reported, stop: [resolved], pause: [waiting_customer],
             group: second-line, visits: max}

    Direction:
        loosened
    """
    said = judged("", change, scale=("max", "sum"), more="tightened")
    before, after = (_WORDS.get(each, "") for each in (change.base, change.head))
    return said and said._replace(sentence=now("of several visits to a group", before, after))
