"""What becomes of a statement: by the entries of the ledger, by silence, in a dispute."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from slaspec.errors import LocatedError
from slaspec.language.model.governance import StatementTerms
from slaspec.language.quantities import Span, Zone
from slaspec.remedies.ledger.deadlines import Deadlines
from slaspec.remedies.pipeline import settle
from slaspec.remedies.ledger.statement_states import FOLLOWS, payable, state_of
from tests.measure.build import OFFICE, book
from tests.remedies.build import agreement, flat, interpretation, measured, measurements, target
from tests.remedies.test_claim_stage import PERIODS, stated

OBJECT = StatementTerms(object_within=Span("10 working days"), silence="agreed")


def acme(terms=OBJECT, periods=PERIODS):
    """An agreement with statement terms, and two priorities that pay."""
    return agreement(
        flat(),
        timezone=Zone("UTC"),
        statement=terms,
        interpretation=interpretation(day_periods=periods),
        targets=(target("credit", objectives=["P1", "P2"]),),
    )


def state(*entries, as_of="2026-09-01", terms=OBJECT, **said):
    """The state of the statement of April on a day."""
    whole = acme(terms, **said)
    on = Deadlines(book(OFFICE), whole, date.fromisoformat(as_of))
    return state_of("2026-04", whole, entries, on)


ISSUED = stated("2026-04", "issued", "2026-05-08", credit_note="CN-1")


def test_without_an_entry_it_is_measured():
    """Entries of other windows, and of later days, are not about it."""
    others = [stated("2026-03", "issued", "2026-05-08"), stated("2026-04", "issued", "2026-10-01")]

    assert "measured" == state().state
    assert "measured" == state(*others).state


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [("2026-05-22", "issued"), ("2026-05-23", "agreed")],
)
def test_silence_is_consent_after_the_time_to_object(as_of, expected):
    """Ten working days from Friday 8 May end on Friday 22 May; the day after it is agreed."""
    found = state(ISSUED, as_of=as_of)

    assert (expected, date(2026, 5, 22), "CN-1") == (
        found.state,
        found.object_by,
        found.credit_note,
    )
    assert date(2026, 5, 8 if expected == "issued" else 23) == found.since


def test_silence_may_count_as_a_dispute():
    """As the terms say; where they say nothing it stays issued."""
    disputed = replace(OBJECT, silence="disputed")
    unsaid = replace(OBJECT, silence=None)

    assert "disputed" == state(ISSUED, terms=disputed).state
    assert "issued" == state(ISSUED, terms=unsaid).state
    assert ("issued", None) == (
        state(ISSUED, terms=StatementTerms()).state,
        state(ISSUED, terms=None).object_by,
    )


def test_the_last_entry_by_date_decides():
    """An objection within the time keeps silence from being consent."""
    objection = stated("2026-04", "disputed", "2026-05-12", targets=("resolution/P1",))
    agreed = stated("2026-04", "agreed", "2026-06-12")

    found = state(ISSUED, objection)
    assert ("disputed", ("resolution/P1",), "CN-1") == (
        found.state,
        found.disputed,
        found.credit_note,
    )
    assert ("agreed", date(2026, 6, 12)) == (
        state(agreed, ISSUED, objection).state,
        state(agreed, ISSUED, objection).since,
    )


def test_the_time_to_object_must_be_countable():
    """Ten working days without a calendar have no end."""
    with pytest.raises(LocatedError, match="day_periods"):
        state(ISSUED, periods=None)


@pytest.mark.parametrize(
    ("rule", "targets", "paid"),
    [
        ("pay_undisputed", ("resolution/P1",), "2000.00"),
        ("pay_undisputed", ("resolution",), "0.00"),
        ("pay_undisputed", None, "0.00"),
        ("pay_all", ("resolution/P1",), "4000.00"),
        ("withhold_all", ("resolution/P1",), "0.00"),
    ],
)
def test_what_is_paid_in_a_dispute_follows_the_terms(rule, targets, paid):
    """Two priorities at 2,000 euros each."""
    terms = replace(OBJECT, disputed=rule)
    entry = stated("2026-04", "disputed", "2026-05-12", targets=targets)

    assert Decimal(paid) == payable(state(ISSUED, entry, terms=terms), lines(), acme(terms))


def test_what_is_paid_without_a_dispute_is_everything():
    """And nothing is known where the terms do not say what a dispute does."""
    entry = stated("2026-04", "disputed", "2026-05-12")

    assert Decimal("4000.00") == payable(state(ISSUED), lines(), acme())
    assert None is payable(state(ISSUED, entry), lines(), acme())
    assert None is payable(state(ISSUED, entry, terms=None), lines(), acme(None))


def lines():
    """Two missed priorities of April."""
    found = measurements(measured(objective="P1"), measured(objective="P2"))
    return settle(acme(), found).lines


def test_every_state_of_the_ledger_has_its_followers():
    """A lapsed statement stays lapsed; a settled one can only be adjusted."""
    assert {"", "agreed", "issued", "disputed", "adjusted", "settled", "lapsed"} == set(FOLLOWS)
    assert ("adjusted",) == FOLLOWS["settled"]
    assert () == FOLLOWS["lapsed"]
