"""What was issued and what corrects it add up to what is owed, whatever was measured when."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from slaspec.language.model.governance import StatementTerms
from slaspec.remedies.ledger.adjustments import adjusted
from slaspec.remedies.earlier.history import PastLine, PastVerdict
from slaspec.remedies.ledger.issued import Issued, credited_in, history_of
from slaspec.remedies.pipeline import settle
from tests.remedies.build import (
    agreement,
    cap,
    interpretation,
    ladder,
    measured,
    measurements,
    month,
    target,
)

VALUES = st.sampled_from(["92", "89.9", "85", "79.5", "60", "12.345"])
MONTHS = ("2026-04", "2026-05")
PRIORITIES = ("P1", "P2")
MEASURED = st.lists(VALUES, min_size=4, max_size=4)


def acme(**sections):
    """Two priorities on a ladder of a third of a percent, capped, with corrections."""
    remedy = ladder(("90%", "3.333%"), ("80%", "7%"), caps=(cap("9%"),))
    return agreement(
        remedy,
        targets=(target("credit", objectives=PRIORITIES),),
        statement=StatementTerms(late_data="next_statement"),
        interpretation=interpretation(),
        **sections,
    )


def judged(values):
    """A verdict for each priority of April and May."""
    cells = [(name, priority) for name in MONTHS for priority in PRIORITIES]
    return measurements(
        *(
            measured(
                value,
                "met" if Decimal(value) >= 90 else "missed",
                objective=priority,
                window=month(name),
            )
            for value, (name, priority) in zip(values, cells, strict=True)
        )
    )


def issued(statement, number, adjusts=()):
    """A statement as it is read back."""
    return Issued(
        file=f"{number}.json",
        sha256="",
        as_of=f"2026-06-{number:02}",
        windows=statement.windows,
        adjusts=adjusts,
        verdicts=tuple(PastVerdict.of(each) for each in statement.verdicts),
        lines=tuple(PastLine.of(line) for line in statement.lines),
        amounts=tuple(line.amount for line in statement.lines),
    )


@settings(max_examples=60, deadline=None)
@given(MEASURED, MEASURED, MEASURED)
def test_issued_amounts_and_corrections_add_up(first, second, third):
    """After each correction the sum of all that was issued is what is owed by the last figures."""
    whole, known = acme(), []
    for number, values in enumerate((first, second, third), 1):
        now = settle(whole, judged(values))
        left = adjusted(now, whole, known)
        known.append(issued(left, number, left.adjusts))

        credited = credited_in(known)
        assert now.total == sum(credited.values(), Decimal(0))
        owed = {line.amount for line in now.lines} - {Decimal("0.00")}
        assert owed <= {*credited.values()}


@settings(max_examples=60, deadline=None)
@given(MEASURED, MEASURED)
def test_what_is_settled_the_same_way_again_leaves_nothing(first, second):
    """Neither right after the issue nor after a correction."""
    whole = acme()
    one = settle(whole, judged(first))
    two = adjusted(settle(whole, judged(second)), whole, [issued(one, 1)])
    known = [issued(one, 1), issued(two, 2, two.adjusts)]

    assert () == adjusted(settle(whole, judged(first)), whole, known[:1]).lines
    assert () == adjusted(settle(whole, judged(second)), whole, known).lines


@settings(max_examples=60, deadline=None)
@given(MEASURED, MEASURED)
def test_the_history_has_the_last_verdicts(first, second):
    """Of a window that was corrected the earlier verdicts are forgotten."""
    whole = acme()
    one = settle(whole, judged(first))
    two = adjusted(settle(whole, judged(second)), whole, [issued(one, 1)])
    history = history_of([issued(one, 1), issued(two, 2, two.adjusts)])

    assert tuple(PastVerdict.of(each) for each in two.verdicts) == history.verdicts
