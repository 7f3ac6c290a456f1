"""Rule V656."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule

_WORDS = {
    "notified": "the day of the announcement",
    "notice_waived": "whether both sides do without notice",
    "retroactive": "why the amendment takes effect before its signature",
}


@change_rule(
    id="V656",
    name="notice-of-amendment",
    owns=("Amendment.notified", "Amendment.notice_waived", "Amendment.retroactive"),
    material=False,
)
def notice_of_amendment(change: Difference) -> Said | None:
    """
    An amendment was announced on another day, or it is said why no notice is kept.

    What it compares:
        `notified`, `notice_waived` and `retroactive`.

    Why:
        The notice that the agreement asks for runs from the announcement.

    Before:

        kind: Amendment
        notified: 2026-05-20

    After:

        kind: Amendment
        notified: 2026-05-10

    Direction:
        neutral
    """
    default = False if change.key == "notice_waived" else None
    return judged(_WORDS[change.key], change, default=default)
