"""Claim: what must be claimed and was not in time has lapsed."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from slaspec.remedies.evaluation import Due, Evaluation
from slaspec.remedies.ledger.claims import NO_CLAIMS, Claiming, Claims, unlapsable
from slaspec.remedies.money import money_text
from slaspec.remedies.statement import TrailStep

TERMS: dict[str, tuple[object, ...]] = {
    "claim.automatic": (),
    "claim.within": (),
    "claim.from": (),
    "claim.lapsed_uses_cap": (),
    "day_periods.first_day": (),
    "day_periods.ends": (),
    "day_periods.on_closed_day": (),
    "day_periods.calendar": (),
}
STAGE = "claim"


def check(evaluation: Evaluation) -> None:
    """Whether a remedy must be claimed, and until when, must be said: it decides the payment."""
    terms, at = evaluation.money_answer("claim")
    if terms is None or (terms.automatic is None and terms.within is None):
        raise evaluation.fault(
            "'claim' is not said: it decides whether anything is paid without a claim",
            at,
            "write claim: {automatic: true} in the remedy or in the interpretation",
        )
    if term := unlapsable(evaluation):
        raise evaluation.refused(term, at.of("within"))


def apply(due: Due, claims: Claims = NO_CLAIMS) -> Due:
    """The line with what became of its claim; one that has lapsed uses no cap unless it is said."""
    claiming = claims.of(due.evaluation)
    if claiming.state == "not_needed":
        return _after(due, due.amount, claiming)
    due = due.changed(claim=claiming.state, claim_by=claiming.by)
    if claiming.state != "lapsed":
        return _after(due, due.amount, claiming)
    if not claiming.uses_cap:
        return _lapsed(due, claiming)
    return _after(due.changed(lapsed_uses_cap=True), due.amount, claiming)


def lapse(dues: Sequence[Due], claims: Claims = NO_CLAIMS) -> list[Due]:
    """The lines behind the caps: of those that have lapsed and used them nothing is left."""
    return [_lapsed(due, claims.of(due.evaluation)) if due.lapsed_uses_cap else due for due in dues]


def _lapsed(due: Due, claiming: Claiming) -> Due:
    gone = _after(due, Fraction(0), claiming)
    return gone.changed(lapsed=due.amount, carried_out=Fraction(0))


def _after(due: Due, amount: Fraction, claiming: Claiming) -> Due:
    currency = due.evaluation.currency
    before = money_text(due.amount, currency)
    after = before if amount == due.amount else money_text(amount, currency)
    at = due.evaluation.money_answer("claim")[1]
    return due.after(amount, TrailStep(STAGE, claiming.sentence, before, after, at))
