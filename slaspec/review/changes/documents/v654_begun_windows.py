"""Rule V654."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V654",
    name="begun-windows",
    owns=("Amendment.takes_effect",),
    material=True,
)
def begun_windows(change: Difference) -> Said | None:
    """
    A window that has begun when an amendment takes effect is judged by another text.

    What it compares:
        `takes_effect`: where it is not said, the window ends under the old text.

    Why:
        A window judged in two parts has more misses than a whole one.

    Before:

        kind: Amendment
        takes_effect: next_window

    After:

        kind: Amendment
        takes_effect: mid_window

    Direction:
        neutral
    """
    return judged("when the amended text begins to judge", change, default="next_window")
