"""What a cap moves into the next window: it stays with its line, and is never paid twice."""

from __future__ import annotations

from fractions import Fraction

import pytest

from slaspec.errors import LocatedError
from slaspec.language.model.governance import Effective
from slaspec.language.model.remedy import QuantityPaid, Rate, Symmetric
from slaspec.language.quantities import Amount, Day
from slaspec.remedies.earlier.history import History
from slaspec.remedies.unsettled import Unsettled
from tests.remedies.build import (
    TOTAL,
    agreement,
    cap,
    flat,
    interpretation,
    measured,
    remedy,
    service,
    target,
)
from tests.remedies.earlier_windows import months, paid, settled_over, trail

LONG = Effective(from_=Day("2026-01-01"), through=Day("2027-12-31"))


def carrying(pays="12%", most="3000.00 EUR", **terms):
    """A remedy of 4,800.00 a month that carries on what lies above its cap."""
    return flat(pays, caps=(cap(most, excess="carried", **terms),))


def test_what_a_cap_carries_enters_the_next_window_before_its_caps():
    """4,800.00 under 3,000.00: 1,800.00 go on, also into a month without a miss."""
    statement = settled_over(agreement(carrying()), months("85", "95", "95"))

    assert {"2026-01": "3000.00", "2026-02": "1800.00"} == paid(statement)
    january, february = statement.lines
    assert (4800, 0, 0, 1800) == figures(january)
    assert (0, 1800, 0, 0) == figures(february)
    assert ["1800.00 EUR were carried out of 2026-01"] == trail(statement, "carried in", 1)
    assert trail(statement, "caps")[0].endswith("; the rest is carried into the next window")


def figures(line):
    """Gross, carried in, cut and carried out of a line."""
    return line.gross, line.carried_in, line.cap_cut, line.carried_out


def test_what_is_carried_again_adds_up():
    """Two misses leave 3,600.00 behind, which two later windows pay."""
    statement = settled_over(agreement(carrying()), months("85", "85", "95", "95", "95"))

    assert {
        "2026-01": "3000.00",
        "2026-02": "3000.00",
        "2026-03": "3000.00",
        "2026-04": "600.00",
    } == paid(statement)


def test_what_is_left_when_the_term_ends_is_lost():
    """No window comes after the last one, and the trail says so."""
    short = Effective(from_=Day("2026-01-01"), through=Day("2026-02-28"))
    statement = settled_over(agreement(carrying(), effective=short), months("85", "85"))

    assert (4800, 1800, 3600, 0) == figures(statement.lines[1])
    assert trail(statement, "caps", 1)[0].endswith("; the rest is lost, the term ends here")


def test_a_yearly_cap_carries_into_the_next_year():
    """8,000.00 a contract year, of which the first January of two years uses 4,800.00."""
    whole = agreement(carrying(most="8000.00 EUR", per="contract_year"), effective=LONG)

    statement = settled_over(whole, months("85", "85", *["95"] * 11))

    assert {"2026-01": "4800.00", "2026-02": "3200.00", "2027-01": "1600.00"} == paid(statement)


def test_what_one_cap_carries_another_may_lose():
    """Each figure stands by itself: 1,800.00 are carried, 1,000.00 lost."""
    whole = agreement(carrying(), caps=(cap("2000.00 EUR"),))

    statement = settled_over(whole, months("85", "95"))

    assert (4800, 0, 1000, 1800) == figures(statement.lines[0])
    assert {"2026-01": "2000.00", "2026-02": "1800.00"} == paid(statement)


def test_each_line_gets_its_own_back():
    """Two priorities that were cut pro rata carry their own parts."""
    whole = agreement(
        flat("4000.00 EUR", caps=(cap("6000.00 EUR", excess="carried"),)),
        targets=(target("credit", objectives=["P1", "P2"]),),
    )
    found = months("85", "95", objective="P1") + months("85", "95", objective="P2")

    statement = settled_over(whole, found)

    assert [
        ("2026-01", "P1", "3000.00"),
        ("2026-01", "P2", "3000.00"),
        ("2026-02", "P1", "1000.00"),
        ("2026-02", "P2", "1000.00"),
    ] == [(line.window.name, line.objective, str(line.amount)) for line in statement.lines]


def test_records_carry_their_own_lines_on():
    """Each record of January that was cut is a line of February, beside that of February."""
    one = flat("30.00 EUR", for_each="record", caps=(cap("40.00 EUR", excess="carried"),))
    january, february = months("98", "99", least=100)
    january = measured("98", window=january.window, counted=100, met=98, missed_ids=("A", "B"))
    february = measured("99", window=february.window, counted=100, met=99, missed_ids=("C",))

    statement = settled_over(agreement(one), [january, february])

    assert [
        ("2026-01", "A", "20.00"),
        ("2026-01", "B", "20.00"),
        ("2026-02", "A", "8.00"),
        ("2026-02", "B", "8.00"),
        ("2026-02", "C", "24.00"),
    ] == [(line.window.name, line.record, str(line.amount)) for line in statement.lines]


def test_exact_amounts_are_carried_where_a_total_is_rounded():
    """A third of a cent is not lost on the way."""
    whole = agreement(
        flat("0.01%", caps=(cap("0.01 EUR", excess="carried"),)),
        interpretation=interpretation(rounding=TOTAL),
        services=(service(charge="400.00 EUR", per="quarter"),),
    )

    statement = settled_over(whole, months("85", "95", "95"))

    assert Fraction(1, 75) - Fraction(1, 100) == statement.lines[0].carried_out
    assert ["0.01", "0.00"] == [str(line.amount) for line in statement.lines]


def test_the_window_before_must_be_known_to_carry():
    """Even where nothing was missed: something may have been carried into it."""
    with pytest.raises(LocatedError, match="'excess: carried' needs what resolution came to in"):
        settled_over(agreement(carrying()), months("95", first=2))


def test_the_history_carries_too():
    """What an issued statement moved on is paid in the next one."""
    whole = agreement(carrying())
    before = settled_over(whole, months("85"))

    statement = settled_over(whole, months("95", first=2), History.of([before]))

    assert {"2026-02": "1800.00"} == paid(statement)


def test_a_rate_on_both_sides_carries_nothing():
    """Whether a carried credit reduces a bonus is not said."""
    both = remedy(
        Rate(symmetric=Symmetric(per_step=Amount("1.00 EUR"))),
        quantity=QuantityPaid(step=Amount("1pp"), count="whole"),
        caps=(cap("5.00 EUR", excess="carried"),),
    )

    with pytest.raises(Unsettled, match="'caps.excess: carried' of a rate on both sides"):
        settled_over(agreement(both), months("85"))


def test_beside_the_term_nothing_is_carried():
    """A window that the term does not touch has no window before it."""
    whole = agreement(carrying(), effective=Effective(from_=Day("2026-03-01")))

    assert {} == paid(settled_over(whole, months("85", first=1)))
