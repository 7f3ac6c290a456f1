"""What the leaves excuse beyond the objective, in words, and the changes that mend it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from slaspec.backing.allowance import Allowance
from slaspec.backing.availability import AvailabilityQuestion, guarantee
from slaspec.backing.excused import Excuse
from slaspec.backing.excused_seconds import beyond, excused_by, excused_here, most_excused
from slaspec.backing.result import Repair
from slaspec.backing.windows import Judged
from slaspec.backing.words import duration, listed


def excused_beyond(question: AvailabilityQuestion, window: Judged) -> str:
    """Sentences on what the leaves excuse in a window and the objective does not; may be empty."""
    return "".join(f"; {_sentence(question, each, window)}" for each in _beyond(question, window))


def _beyond(question: AvailabilityQuestion, window: Judged) -> Iterator[Excuse]:
    zone = question.windows.zone
    return (each for each in question.excuses if beyond((each,), window, zone))


def _sentence(question: AvailabilityQuestion, excuse: Excuse, window: Judged) -> str:
    zone = question.windows.zone
    theirs = [(leaf, excused_by(leaf, window, zone)) for leaf in excuse.leaves]
    named = listed([f"{leaf.leaf} {duration(seconds)} ({leaf.name})" for leaf, seconds in theirs])
    together = duration(sum(seconds for _, seconds in theirs))
    added = f", {together} together" if len(theirs) > 1 else ""
    ours = duration(excused_here(excuse, window, zone))
    return (
        f"of {excuse.cause.replace('_', ' ')} {named} are excused behind it{added}, here {ours}"
        f" ({excuse.name}): {duration(beyond((excuse,), window, zone))} counts here, and behind it"
        " nobody answers for it"
    )


def excused_repairs(question: AvailabilityQuestion, objective: Allowance) -> Iterator[Repair]:
    """More excused here, or less by one leaf: each is enough when everything is computed again."""
    windows = question.windows.all()
    for excuse in question.excuses:
        needed = most_excused(excuse, windows, question.windows.zone)
        if excuse.at_most is None or needed <= excuse.at_most:
            continue
        if _enough(question, objective, excuse, replace(excuse, at_most=needed)):
            said = f"{duration(needed)} per {excuse.per}"
            sentence = f"at_most: {said} in {excuse.name} here"
            yield Repair("excused", "", said, sentence)
        yield from _less(question, objective, excuse, needed - excuse.at_most)


def _less(
    question: AvailabilityQuestion, objective: Allowance, excuse: Excuse, seconds: int
) -> Iterator[Repair]:
    """One leaf that excuses so many seconds less."""
    for leaf in excuse.leaves:
        if leaf.at_most is None or leaf.at_most <= seconds or leaf.per != excuse.per:
            continue
        less = leaf._replace(at_most=leaf.at_most - seconds)
        leaves = tuple(less if each is leaf else each for each in excuse.leaves)
        if _enough(question, objective, excuse, replace(excuse, leaves=leaves)):
            said = f"{duration(less.at_most or 0)} per {leaf.per}"
            sentence = f"at_most: {said} in {leaf.name} of {leaf.leaf}"
            yield Repair("leaf_excused", leaf.leaf, said, sentence)


def _enough(
    question: AvailabilityQuestion, objective: Allowance, excuse: Excuse, changed: Excuse
) -> bool:
    excuses = tuple(changed if each is excuse else each for each in question.excuses)
    found = guarantee(replace(question, excuses=excuses, independent=False))
    return objective.keeps(found.availability)
