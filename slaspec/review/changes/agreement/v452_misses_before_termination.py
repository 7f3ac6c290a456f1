"""Rule V452."""

from __future__ import annotations

from typing import Any

from slaspec.language.model.governance import Termination
from slaspec.review.change import OPPOSITE, Direction
from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule

_WORDS = {
    "when": "what gives the right to terminate",
    "missed": "the target whose misses give the right to terminate",
    "times": "the number of misses that gives the right to terminate",
    "in": "the period in which misses are counted for termination",
    "below": "the value below which a miss counts for termination",
    "consecutive": "whether misses must follow one another for termination",
}
_EASIER: dict[str, tuple[Direction, Any]] = {
    "times": ("loosened", 1),
    "in": ("tightened", None),
    "below": ("tightened", None),
    "consecutive": ("loosened", False),
}


@change_rule(
    id="V452",
    name="misses-before-termination",
    owns=(
        "Termination.when",
        "TerminationWhen.missed",
        "TerminationWhen.times",
        "TerminationWhen.in",
        "TerminationWhen.below",
        "TerminationWhen.consecutive",
    ),
    material=True,
)
def misses_before_termination(change: Difference) -> Said | None:
    """
    The right to terminate needs other misses.

    What it compares:
        Which target, how many misses, in which period, below which value, and whether they must
        follow one another. Fewer misses in a longer period come together sooner. One miss is enough
        where no number is said.

    Why:
        It says how bad service may become before the agreement can be ended.

    Before:

        termination:
          - {when: {missed: availability, times: 4, in: rolling 12 months}, by: customer,
             notice: 30 days}

    After:

        termination:
          - {when: {missed: availability, times: 3, in: rolling 12 months}, by: customer,
             notice: 30 days}

    Direction:
        tightened
    """
    right = change.of(Termination)
    more, default = _EASIER.get(change.key, ("neutral", None))
    if right is not None and right.by == "provider":
        more = OPPOSITE[more]
    return judged(_WORDS[change.key], change, more=more, added=OPPOSITE[more], default=default)
