"""Claims: until when a remedy must be claimed, what has lapsed, and what a claim names."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from slaspec.errors import LocatedError
from slaspec.language.model.interpretation import Claim, DayPeriods
from slaspec.language.model.ledger import ClaimEntry, StatementEntry
from slaspec.language.quantities import Day, Span, Zone
from slaspec.measure.results import Miss
from slaspec.remedies.ledger.claims import claims_of, require_known
from slaspec.remedies.ledger.deadlines import Deadlines
from slaspec.remedies.earlier.history import History
from slaspec.remedies.pipeline import settle
from slaspec.remedies.unsettled import Unsettled
from tests.measure.build import OFFICE, book
from tests.remedies.build import (
    agreement,
    cap,
    flat,
    interpretation,
    measured,
    measurements,
    month,
)

PERIODS = DayPeriods(
    first_day="excluded", ends="end_of_day", on_closed_day="next_open_day", calendar="office"
)
SAME_DAY = replace(PERIODS, on_closed_day="same_day")


def within(span, from_="window_end", **more):
    """Terms of a claim within a span."""
    return Claim(within=Span(span), from_=from_, **more)


def acme(*remedies, claim, periods=PERIODS, **sections):
    """An agreement whose remedies (5 % of 40,000 euros, if none is given) must be claimed."""
    answers = interpretation(claim=claim, day_periods=periods)
    return agreement(
        *(remedies or (flat(),)), interpretation=answers, timezone=Zone("UTC"), **sections
    )


def claimed(for_, day="2026-05-04", of="credit", **more):
    """A claim in the ledger."""
    return ClaimEntry(claim=of, date=Day(day), for_=for_, **more)


def stated(window, state, day, **more):
    """An entry about a statement."""
    return StatementEntry(statement=window, state=state, date=Day(day), **more)


def settled_on(whole, as_of, *entries, found=None, history=None):
    """The statement as of a day, with some entries of the ledger."""
    on = Deadlines(book(OFFICE), whole, date.fromisoformat(as_of))
    return settle(
        whole,
        measurements(*(found or (measured(),))),
        entries=entries,
        deadlines=on,
        history=history or History(),
    )


def line_on(*arguments, **said):
    """The one line of such a statement."""
    (line,) = settled_on(*arguments, **said).lines
    return line


@pytest.mark.parametrize(
    ("span", "window", "last"),
    [
        ("30 days", "2026-04", "2026-06-01"),  # 30 May is a Saturday: the next open day
        ("1 month", "2026-01", "2026-03-02"),  # 28 February, the month's last, is a Saturday
        ("10 working days", "2026-04", "2026-05-14"),
        ("2 windows", "2026-04", "2026-06-30"),
        ("24 hours", "2026-04", "2026-05-01"),
        ("48 hours", "2026-04", "2026-05-02"),
    ],
)
def test_the_last_day_of_a_claim_is_counted_by_day_periods(span, window, last):
    """From the last day of the window, which does not count itself."""
    line = line_on(acme(claim=within(span)), "2026-02-01", found=[measured(window=month(window))])

    assert ("claimable", date.fromisoformat(last)) == (line.claim, line.claim_by)


@pytest.mark.parametrize(
    ("span", "window", "last"),
    [("30 days", "2026-04", "2026-05-30"), ("1 month", "2026-01", "2026-02-28")],
)
def test_a_last_day_that_is_closed_stays_where_it_is_said(span, window, last):
    """`on_closed_day: same_day`; months go to the same day number, or to the month's last."""
    whole = acme(claim=within(span), periods=SAME_DAY)
    line = line_on(whole, "2026-02-01", found=[measured(window=month(window))])

    assert date.fromisoformat(last) == line.claim_by


@pytest.mark.parametrize(
    ("as_of", "state", "amount"),
    [
        ("2026-06-01", "claimable", "2000.00"),  # the last day counts to its end
        ("2026-06-02", "lapsed", "0.00"),
    ],
)
def test_what_is_not_claimed_lapses_after_the_last_day(as_of, state, amount):
    """Until then the line stands as if it were claimed."""
    line = line_on(acme(claim=within("30 days")), as_of)

    assert (state, Decimal(amount)) == (line.claim, line.amount)
    assert ("lapsed" if state == "lapsed" else "measured") == line.state


def test_a_lapsed_line_says_what_it_would_have_come_to():
    """5 % of 40,000 euros are gone; the trail and the line tell it."""
    line = line_on(acme(claim=within("30 days")), "2026-07-01")
    (step,) = [step for step in line.trail if step.stage == "claim"]

    assert Decimal("2000.00") == line.lapsed
    assert ("2000.00 EUR", "0.00 EUR") == (step.amount_in, step.amount_out)
    assert "not claimed by 2026-06-01, the last day of 30 days from window end" in step.sentence


@pytest.mark.parametrize("for_", ["2026-04", "INC-1", "MAJOR-7"])
def test_a_claim_in_time_is_paid_whenever_one_looks(for_):
    """It names the window, a record that missed in it, or the incident behind that."""
    found = measured(missed_ids=("INC-1", "INC-2"), misses=(Miss("INC-1", incident="MAJOR-7"),))
    line = line_on(acme(claim=within("30 days")), "2027-01-01", claimed(for_), found=[found])

    assert ("claimed", Decimal("2000.00")) == (line.claim, line.amount)


@pytest.mark.parametrize(
    "entry",
    [
        claimed("2026-03"),
        claimed("INC-9"),
        claimed("2026-04", target="availability"),
        claimed("2026-04", target="resolution/P1"),
        claimed("2026-04", of="other"),
        claimed("2026-04", "2026-06-02"),
        claimed("2026-04", "2026-06-02", received=Day("2026-06-02")),
    ],
)
def test_a_claim_of_something_else_or_too_late_does_not_help(entry):
    """Another window, record, target or remedy, or a day after the last one."""
    line = line_on(
        acme(claim=within("30 days")), "2026-07-01", entry, found=[measured(missed_ids=("INC-1",))]
    )

    assert "lapsed" == line.claim


def test_a_claim_counts_from_the_day_on_which_it_was_received():
    """The entry was made later than the letter came."""
    entry = claimed("2026-04", "2026-06-20", received=Day("2026-06-01"))

    assert "claimed" == line_on(acme(claim=within("30 days")), "2026-07-01", entry).claim


def test_a_late_claim_says_so():
    """With its own day and the last one."""
    line = line_on(acme(claim=within("30 days")), "2026-07-01", claimed("2026-04", "2026-06-02"))
    (step,) = [step for step in line.trail if step.stage == "claim"]

    assert step.sentence.startswith("claimed on 2026-06-02, after 2026-06-01, the last day of 30")


def test_an_entry_of_a_later_day_is_not_known_yet():
    """On the day one looks nobody has claimed."""
    entry = claimed("2026-04", "2026-05-04")

    assert "claimable" == line_on(acme(claim=within("30 days")), "2026-05-03", entry).claim


def test_of_one_target_a_claim_may_name_the_priority():
    """`resolution/P1` is claimed, and P2 is not."""
    from tests.remedies.build import target

    whole = acme(
        flat(), claim=within("30 days"), targets=(target("credit", objectives=["P1", "P2"]),)
    )
    found = [measured(objective="P1"), measured(objective="P2")]
    entry = claimed("2026-04", target="resolution/P1")
    lines = settled_on(whole, "2026-07-01", entry, found=found).lines

    assert ["claimed", "lapsed"] == [line.claim for line in lines]


def test_a_claim_for_a_window_is_one_for_each_of_its_records():
    """Two records missed; one is claimed by its number, both by the window."""
    whole = acme(flat("50.00 EUR", for_each="record"), claim=within("30 days"))
    found = [
        measured(missed_ids=("INC-1", "INC-2"), misses=(Miss("INC-1"), Miss("INC-2")), counted=2)
    ]

    one = settled_on(whole, "2026-07-01", claimed("INC-1"), found=found)
    both = settled_on(whole, "2026-07-01", claimed("2026-04"), found=found)

    assert [Decimal("50.00"), Decimal("0.00")] == [line.amount for line in one.lines]
    assert [Decimal("50.00"), Decimal("50.00")] == [line.amount for line in both.lines]


def test_a_remedy_that_must_be_claimed_without_a_last_day_never_lapses():
    """`automatic: false`: it stands, and a claim only confirms it."""
    whole = acme(claim=Claim(automatic=False))

    assert ("claimable", None) == (lambda x: (x.claim, x.claim_by))(line_on(whole, "2030-01-01"))
    assert "claimed" == line_on(whole, "2030-01-01", claimed("2026-04")).claim


def test_an_incident_ends_on_its_own_day():
    """15 days from the repair on 10 April, of several from the last one: 25 April, a Saturday."""
    early, late = (Miss(f"OUT-{n}", begin=0, end=month().start + n * 86400 + 5) for n in (2, 9))
    whole = acme(claim=within("15 days", "incident_end"))
    line = line_on(whole, "2026-04-20", found=[measured(misses=(early, late))])

    assert date(2026, 4, 27) == line.claim_by


def test_each_record_has_the_last_day_of_its_own_end():
    """The one of 3 April lapses on 18 April, the one of 10 April a week later."""
    misses = tuple(Miss(f"INC-{n}", 0, month().start + n * 86400) for n in (2, 9))
    whole = acme(
        flat("50.00 EUR", for_each="record"),
        claim=within("15 days", "incident_end"),
        periods=SAME_DAY,
    )
    found = [measured(missed_ids=("INC-2", "INC-9"), misses=misses, counted=2)]
    lines = settled_on(whole, "2026-04-20", found=found).lines

    assert [date(2026, 4, 18), date(2026, 4, 25)] == [line.claim_by for line in lines]
    assert ["lapsed", "claimable"] == [line.claim for line in lines]


@pytest.mark.parametrize("misses", [(), (Miss("OUT-1", begin=0, end=None),)])
def test_nothing_lapses_where_the_end_of_the_incident_is_not_known(misses):
    """It lasts, or nobody said: the line stands, and says so."""
    whole = acme(claim=within("15 days", "incident_end"))
    line = line_on(whole, "2030-01-01", found=[measured(misses=misses)])
    (step,) = [step for step in line.trail if step.stage == "claim"]

    assert ("claimable", None) == (line.claim, line.claim_by)
    assert "when the incident ended is not known" in step.sentence


def test_a_claim_from_the_report_runs_from_the_issued_statement():
    """Issued on 8 May: 30 days end on Sunday 7 June, so on Monday; without it nothing lapses."""
    whole = acme(claim=within("30 days", "report"))
    issued = stated("2026-04", "issued", "2026-05-08")

    assert date(2026, 6, 8) == line_on(whole, "2026-06-01", issued).claim_by
    assert ("claimable", None) == (lambda x: (x.claim, x.claim_by))(line_on(whole, "2030-01-01"))
    assert "lapsed" == line_on(whole, "2026-06-09", issued).claim


def test_a_claim_from_the_invoice_runs_from_the_day_that_the_ledger_tells():
    """Invoiced on 4 May; an entry of another window, or without that day, tells nothing."""
    whole = acme(claim=within("30 days", "invoice"), periods=SAME_DAY)
    known = stated("2026-04", "issued", "2026-05-08", invoiced=Day("2026-05-04"))
    others = [
        stated("2026-03", "issued", "2026-05-08", invoiced=Day("2026-05-04")),
        stated("2026-04", "issued", "2026-05-08"),
    ]

    assert date(2026, 6, 3) == line_on(whole, "2026-06-01", known).claim_by
    assert None is line_on(whole, "2026-06-01", *others).claim_by


def test_without_a_day_nothing_lapses():
    """Whoever settles without saying on which day gets what would be owed if it were claimed."""
    (line,) = settle(acme(claim=within("30 days")), measurements(measured())).lines

    assert ("claimable", Decimal("2000.00")) == (line.claim, line.amount)


def test_what_has_lapsed_uses_no_cap():
    """P1 lapses, so all of the 2,500 euros are left for P2: 2,000 are paid."""
    whole, found = two_priorities(lapsed_uses_cap=False)

    assert [Decimal("0.00"), Decimal("2000.00")] == paid(whole, found)


def test_what_has_lapsed_uses_a_cap_where_it_is_said():
    """Both come to 2,000 and are cut to 1,250 each; of P1 nothing is paid."""
    whole, found = two_priorities(lapsed_uses_cap=True)

    assert [Decimal("0.00"), Decimal("1250.00")] == paid(whole, found)


def two_priorities(*, lapsed_uses_cap):
    """Two priorities that miss, under one cap of 2,500 euros a month."""
    from tests.remedies.build import target

    remedy = flat(caps=(cap("2500.00 EUR", of=None),))
    terms = within("30 days", lapsed_uses_cap=lapsed_uses_cap)
    whole = acme(remedy, claim=terms, targets=(target("credit", objectives=["P1", "P2"]),))
    return whole, [measured(objective="P1"), measured(objective="P2")]


def paid(whole, found):
    """The amounts where only P2 is claimed."""
    entry = claimed("2026-04", target="resolution/P2")
    return [line.amount for line in settled_on(whole, "2026-07-01", entry, found=found).lines]


def test_later_windows_know_what_a_lapsed_line_used():
    """The line of the past has the amount that used the cap."""
    whole, found = two_priorities(lapsed_uses_cap=True)
    entry = claimed("2026-04", target="resolution/P2")
    statement = settled_on(whole, "2026-07-01", entry, found=found)

    assert [1250, 1250] == [line.amount + line.lapsed for line in History.of([statement]).lines]


def test_a_bonus_that_is_not_claimed_lapses_too():
    """Its figures are those of the provider: below zero."""
    bonus = flat("100.00 EUR", nature="bonus")
    whole = acme(bonus, claim=within("30 days"))
    line = line_on(whole, "2026-07-01", found=[measured("99", "met")])

    assert (Decimal("0.00"), Decimal("-100.00")) == (line.amount, line.lapsed)


@pytest.mark.parametrize(
    ("terms", "named"),
    [
        (within("5 hours"), "claim.within: 5 hours"),
        (within("2 windows", "report"), "claim.within: 2 windows from report"),
    ],
)
def test_a_period_that_no_day_ends_is_refused_by_name(terms, named):
    """A claim is known by its day only; windows are counted from a window."""
    with pytest.raises(Unsettled, match=named):
        line_on(acme(claim=terms), "2026-05-01")


def test_how_days_are_counted_must_be_said():
    """30 days without `day_periods` could end on three different days."""
    with pytest.raises(LocatedError, match="day_periods"):
        line_on(acme(claim=within("30 days"), periods=None), "2026-05-01")


def test_the_remedy_may_count_its_days_by_itself():
    """Its own `day_periods` win over those of the interpretation."""
    whole = acme(flat(day_periods=SAME_DAY), claim=within("30 days"))

    assert date(2026, 5, 30) == line_on(whole, "2026-05-01").claim_by


def test_a_claim_of_an_unknown_remedy_is_an_error_with_its_place():
    """A slip in it would be lost silently."""
    with pytest.raises(LocatedError, match="there is no remedy 'credits' to be claimed"):
        require_known([acme(claim=within("30 days"))], [claimed("2026-04", of="credits")])


def test_whether_a_claim_is_about_a_line():
    """By its remedy, its window, its record, or a record of its window."""
    (line,) = settle(acme(claim=Claim(automatic=True)), measurements(measured())).lines
    (record,) = [replace(line, record="INC-1")]

    assert [True, False, True, True, False] == [
        claims_of(claimed("2026-04"), line),
        claims_of(claimed("INC-1"), line),
        claims_of(claimed("INC-1"), line, ["INC-1"]),
        claims_of(claimed("INC-1"), record),
        claims_of(claimed("2026-04", of="other"), line),
    ]


def test_a_remedy_that_comes_by_itself_needs_no_claim():
    """The trail says so, and no amount moves."""
    line = line_on(acme(claim=Claim(automatic=True)), "2030-01-01")
    (step,) = [step for step in line.trail if step.stage == "claim"]

    assert ("not_needed", Decimal("2000.00")) == (line.claim, line.amount)
    assert ("paid without a claim", "2000.00 EUR") == (step.sentence, step.amount_out)
