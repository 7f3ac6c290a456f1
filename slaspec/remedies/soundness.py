"""
Whether every term of a settlement is one that can be settled, and sound, before any is.

What is settled again and again (thousands of simulated months by one text) is looked at once.
"""

from __future__ import annotations

from collections.abc import Sequence

from slaspec.language.model.agreement import Agreement
from slaspec.remedies.charges import Charges, Rows
from slaspec.remedies.evaluation import Evaluation
from slaspec.remedies.quantity_terms import check_quantity
from slaspec.remedies.rate_terms import check_rate
from slaspec.remedies.sizes import edge_of
from slaspec.remedies.stages import (
    base,
    caps,
    carried,
    claim,
    combine,
    earn_back,
    from_failure,
    minimum,
    netting,
    points,
    records,
    repeat,
    round_measured,
    rounding,
    trigger,
    weight,
)
from slaspec.remedies.terms import refused_in_binding, refused_in_cap, refused_terms
from slaspec.remedies.unsettled import unsettled

MOST_REMEMBERED = 4  # texts; two are compared, each with and without a draft
_Words = tuple[object, ...]


class _Sound:
    """What was found sound in one text with some charges: evaluations by their words."""

    def __init__(self, agreement: Agreement, charges: Rows | None) -> None:
        self._agreement, self._charges = agreement, dict(charges or {})
        self.words: set[_Words] = set()
        self.together: set[frozenset[_Words]] = set()

    def is_of(self, agreement: Agreement, charges: Rows | None) -> bool:
        """Whether it is of this very text, and of the same charges."""
        return self._agreement is agreement and self._charges == (charges or {})


_remembered: list[_Sound] = []


def require_sound(
    agreement: Agreement, found: Sequence[Evaluation], known: Charges, charges: Rows | None
) -> None:
    """
    Raises `Unsettled` for the first term, in the order of evaluations, that no stage can settle.

    Raises `LocatedError` where a term is missing, contradicts another, or is no sound amount. Of
    evaluations that are judged by the same words the first stands for all.
    """
    sound = _of(agreement, charges)
    words = {_words(evaluation): evaluation for evaluation in reversed(found)}
    new = [each for said, each in reversed(words.items()) if said not in sound.words]
    if not new and frozenset(words) in sound.together:
        return
    everything = list(words.values())[::-1]
    _refuse(agreement, everything)
    for evaluation in new:
        _check(evaluation, known)
    combine.check_together(everything)
    points.check_together(everything)
    rounding.check_together(everything)
    sound.words.update(words)
    sound.together.add(frozenset(words))


def _of(agreement: Agreement, charges: Rows | None) -> _Sound:
    known = next((each for each in _remembered if each.is_of(agreement, charges)), None)
    if known is None:
        known = _Sound(agreement, charges)
        _remembered.append(known)
        del _remembered[:-MOST_REMEMBERED]
    return known


def _refuse(agreement: Agreement, found: Sequence[Evaluation]) -> None:
    """Refuse the first term, in the order of evaluations, that no stage can settle."""
    seen: set[tuple[str, str]] = set()
    for evaluation in found:
        name = (evaluation.remedy.id, evaluation.target.id)
        if name in seen:
            continue
        seen.add(name)
        remedy = evaluation.remedy
        refused = refused_terms(remedy, agreement.interpretation)
        for term, at in (*refused, *refused_in_binding(evaluation.binding)):
            raise unsettled(agreement.id, remedy.id, term, at)
    for cap in (agreement.caps or ()) if found else ():
        for term, at in refused_in_cap(cap):
            raise unsettled(agreement.id, "", term, at)


def _check(evaluation: Evaluation, known: Charges) -> None:
    trigger.check(evaluation)
    from_failure.check(evaluation)
    records.check(evaluation)
    round_measured.check(evaluation)
    check_rate(evaluation)
    check_quantity(evaluation)
    weight.check(evaluation)
    repeat.check(evaluation)
    base.check(evaluation, known)
    points.check(evaluation)
    claim.check(evaluation)
    carried.check(evaluation)
    caps.check(evaluation, known)
    minimum.check(evaluation)
    rounding.check(evaluation)
    earn_back.check(evaluation)
    netting.check(evaluation)


def _words(evaluation: Evaluation) -> tuple[object, ...]:
    """All that the soundness of a remedy depends on; of single records what is told of them too."""
    told = evaluation.order[:-1] if evaluation.for_events else edge_of(evaluation)
    name = (evaluation.target.id, evaluation.remedy.id, evaluation.period)
    return *name, evaluation.measured.unit, evaluation.judged, evaluation.is_bonus, told
