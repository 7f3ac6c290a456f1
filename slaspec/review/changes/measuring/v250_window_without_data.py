"""Rule V250."""

from __future__ import annotations

from slaspec.review.changes.asked import is_asked
from slaspec.review.changes.judging import judged
from slaspec.review.changes.wording import now
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule

_BETWEEN = ("customer_figures", "last_value")
_WORDS = {
    "missed": "is missed",
    "customer_figures": "is judged by the figures of the customer",
    "last_value": "is judged by the last value",
    "not_measured": "is not measured",
}


@change_rule(
    id="V250",
    name="window-without-data",
    owns=("MeasureAnswers.no_data",),
    material=True,
)
def window_without_data(change: Difference) -> Said | None:
    """
    A window that nobody measured is judged otherwise.

    What it compares:
        `no_data`, where the metric asks for it: missed binds the provider most, not measured least.
        The figures of the customer and the last value lie between and cannot be compared.

    Why:
        Whoever measures must not gain by losing the data.

    Before:

        interpretation: {no_data: missed}

    After:

        interpretation: {no_data: not_measured}

    Direction:
        loosened
    """
    if not is_asked(change):
        return None
    middle = next((each for each in (change.base, change.head) if each in _BETWEEN), "")
    said = judged("", change, scale=("not_measured", middle, "missed"), more="tightened")
    before, after = (_WORDS.get(each, "") for each in (change.base, change.head))
    return said and said._replace(sentence=now("a window that nobody measured", before, after))
