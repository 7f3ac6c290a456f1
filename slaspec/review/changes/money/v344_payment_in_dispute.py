"""Rule V344."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule

_LESS_TO_MORE = ("withhold_all", "pay_undisputed", "pay_all")


@change_rule(
    id="V344",
    name="payment-in-dispute",
    owns=("StatementTerms.disputed",),
    material=True,
)
def payment_in_dispute(change: Difference) -> Said | None:
    """
    Another part of a statement is paid while it is in dispute.

    What it compares:
        `disputed`: all of it, what nobody disputes, or nothing.

    Why:
        A dispute may last longer than a term.

    Before:

        statement: {due: 10 working days, disputed: withhold_all}

    After:

        statement: {due: 10 working days, disputed: pay_undisputed}

    Direction:
        tightened
    """
    return judged("what is paid in a dispute", change, more="tightened", scale=_LESS_TO_MORE)
