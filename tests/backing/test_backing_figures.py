"""Ratios, throughput and scores; terms without an end; the small parts."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import slaspec.backing as backing
from slaspec.backing import words
from slaspec.backing.spans import not_shorter
from slaspec.backing.windows import Dates, Spelling, calendar_windows, judged_windows, spelling
from slaspec.language.model.interpretation import ContractYear, RollingWindow
from slaspec.language.quantities import Span, Zone
from slaspec.service_time.civil import midnight
from tests.backing.build import (
    LONG,
    agreement,
    book,
    calendar,
    codes,
    proof,
    target,
    time_leaf,
    time_sla,
    times,
    up_leaf,
    up_sla,
)

OSLO = Zone("Europe/Oslo")


def counted(kind, id, metric, objective, **more):
    """An agreement of one target over a metric of counts."""
    made = {"id": "m", **metric}
    term = {} if kind == "SLA" else {"effective": LONG}
    return agreement(kind, id, [target("t", "m", objective=objective)], [made], **term, **more)


FLOW = {"kind": "throughput", "records": "request", "event": "resolved"}


def flow(kind, id, least, backed_by=None, **more):
    objective = {"at_least": least} | ({"backed_by": backed_by} if backed_by else {})
    return counted(kind, id, FLOW, objective, **more)


def test_a_sequence_lets_through_what_its_narrowest_part_does():
    """The minimum in sequence, the sum in parallel."""
    leaves = [flow("OLA", id, f"{n} cases") for id, n in (("a", 100), ("b", 60), ("c", 70))]
    tree = ["a#t", {"all_of": ["b#t", "c#t"]}]

    kept = proof(flow("SLA", "sla", "100 cases", tree), *leaves)
    broken = proof(flow("SLA", "sla", "120 cases", tree), *leaves)

    assert ("backed", 100) == (kept.verdict, kept.guaranteed)
    assert ("not_backed", ["too-narrow"], -20) == (broken.verdict, codes(broken), broken.slack)
    assert "at most 100 promised here" == broken.repairs[0].sentence


def test_weeks_within_a_month_add_up_to_whole_weeks():
    """Ten a week are at least thirty in every month: three whole weeks lie in each."""
    leaf = flow("OLA", "a", "10 cases", answers={"window": "week"})

    assert 30 == proof(flow("SLA", "sla", "30 cases", ["a#t"]), leaf).guaranteed
    assert ["too-narrow"] == codes(proof(flow("SLA", "sla", "31 cases", ["a#t"]), leaf))


def test_a_flow_in_another_unit():
    """Cases are no pages."""
    leaf = flow("OLA", "a", "10 pages")

    assert ["other-form"] == codes(proof(flow("SLA", "sla", "5 cases", ["a#t"]), leaf))


RATIO = {
    "kind": "ratio",
    "records": "request_log",
    "good": {"status": ["ok"]},
    "total": {"status": ["ok", "failed"]},
}


def ratio(kind, id, objective, **more):
    return counted(kind, id, RATIO, objective, **more)


def test_failure_ratios_add():
    """Two parts with at most 0.1 % and 0.2 % of failures: at most 0.3 %."""
    leaves = [ratio("UC", id, {"at_most": f"0.{n}%"}) for id, n in (("a", 1), ("b", 2))]
    objective = {"backed_by": ["a#t", "b#t"]}

    kept = proof(ratio("SLA", "sla", {**objective, "at_most": "0.3%"}), *leaves)
    broken = proof(ratio("SLA", "sla", {**objective, "at_most": "0.25%"}), *leaves)
    mixed = proof(ratio("SLA", "sla", {**objective, "at_least": "99%"}), *leaves)

    assert ("backed", Fraction(3, 1000)) == (kept.verdict, kept.guaranteed)
    assert ("not_backed", Fraction(-5, 10000)) == (broken.verdict, broken.slack)
    assert ["other-form", "other-form"] == codes(mixed)


def test_scores_cannot_be_composed():
    """Of a satisfaction score only the measurability is checked, and the proof says so."""
    metric = {"kind": "score", "field": "stars", "lowest": 1, "highest": 5}
    metric["minimum_response"] = "20%"
    found = proof(
        counted("SLA", "sla", metric, {"at_least": "4.2", "backed_by": ["desk-ola#restore"]}),
        time_leaf(),
    )

    assert ("not_judged", ["score-not-composed"]) == (found.verdict, codes(found))


def test_a_term_without_an_end_is_proved_as_far_as_the_calendars_are_pinned():
    """An open end says through which start it is proved."""
    valid = {"from": "2025-01-01", "through": "2027-06-30"}
    found = proof(
        time_sla(["desk-ola#restore"], "100h", effective={"from": "2026-01-01"}),
        time_leaf(hours="office", effective={"from": "2025-01-01"}),
        calendar(valid=valid),
    )

    assert "backed" == found.verdict
    assert ["open-end"] == [remark.code for remark in found.remarks]
    assert "2027-06-30 12:59:59" in found.remarks[0].sentence


def test_a_leaf_with_an_end_behind_a_term_without_one():
    """What ends is not there for a term that does not end."""
    found = proof(time_sla(["desk-ola#restore"], effective={"from": "2026-01-01"}), time_leaf())

    assert ["not-in-force"] == codes(found)


def test_a_broken_case_inside_the_calendars_wins():
    """Only if nothing breaks inside is a deadline beyond the calendar a reason not to judge."""
    valid = {"from": "2025-01-01", "through": "2026-12-31"}
    leaf = time_leaf(hours="office"), calendar(valid=valid)

    broken = proof(time_sla(["desk-ola#restore"], "10h"), *leaf)
    unknown = proof(time_sla(["desk-ola#restore"], "200h"), *leaf)

    assert ("not_backed", ["too-slow"]) == (broken.verdict, codes(broken))
    assert ("not_judged", ["calendar-ends"]) == (unknown.verdict, codes(unknown))


def test_a_calendar_that_begins_after_the_term():
    """What was not known at the beginning is not judged."""
    valid = {"from": "2026-02-01", "through": "2028-12-31"}
    found = proof(
        time_sla(["desk-ola#restore"], "200h"), time_leaf(hours="office"), calendar(valid=valid)
    )

    assert ("not_judged", ["calendar-begins-late"]) == (found.verdict, codes(found))


def test_a_limit_in_working_days():
    """Wed 00:00 is due Fri 00:00, and behind it Mon 17:00 is in time: 90h late in autumn."""
    leaf = time_leaf(within={"working_days": 3, "due": "end_of_day"}, hours="office")
    sla = time_sla(["desk-ola#restore"], {"working_days": 2, "due": "same_time"}, hours="office")

    found = proof(sla, leaf, calendar())

    assert (0, "not_backed") == (found.limit_seconds, found.verdict)
    assert 90 * 3600 == found.worst_seconds
    assert "after the deadline" in found.reason.sentence


def test_a_window_that_is_nowhere_whole():
    """A term shorter than its window judges nothing where partial windows are not judged."""
    term = {"from": "2026-01-10", "through": "2026-02-10"}
    found = proof(up_sla(["telco-uc#up"], effective=term), up_leaf())

    assert ("not_judged", ["no-window"]) == (found.verdict, codes(found))


@pytest.mark.parametrize("partial", ["merged", {"charge": "prorated", "counted": "active"}])
def test_partial_windows_that_are_judged(partial):
    """Merged or judged by themselves: the leaf's months are cut by our term as ours are."""
    term = {"from": "2026-01-10", "through": "2026-03-10"}
    sla = up_sla(["telco-uc#up"], "99%", effective=term, answers={"partial_window": partial})

    found = proof(sla, up_leaf())

    assert found.guaranteed is not None
    assert found.guaranteed < Fraction(999, 1000)


def test_places_and_slack_are_stated():
    """A proof knows its places, its slack and its name."""
    found = proof(time_sla(["desk-ola#restore"], "3h"), time_leaf())

    assert "resolve" == found.name
    assert -3600 == found.slack_seconds
    assert ["sla.yaml"] * 2 == [place.span.file for place in found.places]


def test_the_room_is_entered_without_numpy():
    """Only `prove` and `proofs` load the engine."""
    assert backing.prove is not None
    assert {"prove", "proofs", "Proof"} <= set(backing.__all__)
    with pytest.raises(AttributeError):
        _ = backing.nothing_of_the_kind


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0s"), (502200, "139h 30min"), (3601, "1h 1s"), (59, "59s")]
)
def test_durations_in_words(seconds, text):
    """Hours, minutes and seconds, whatever is not zero."""
    assert text == words.duration(seconds)


def test_other_words():
    """Shares are cut, never rounded up."""
    assert "99.9999%" == words.share(Fraction(99999999, 100000000))
    assert "99%" == words.share(Fraction(99, 100))
    assert "1.5" == words.figure(Fraction(3, 2))
    assert "a, b and c" == words.listed(["a", "b", "c"])


@pytest.mark.parametrize(
    ("longer", "shorter", "holds"),
    [
        ("1 month", "28 days", True),
        ("1 month", "29 days", False),
        ("90 days", "3 months", False),
        ("92 days", "3 months", True),
        ("2 years", "24 months", True),
        ("10 working days", "10 days", True),
        ("10 days", "10 working days", False),
        ("2 weeks", "14 days", True),
        ("1 day", "25 hours", False),
    ],
)
def test_notices_compared(longer, shorter, holds):
    """A notice is at least as long whatever the month."""
    assert holds == not_shorter(Span(longer), Span(shorter))


@given(
    kind=st.sampled_from(["week", "month", "quarter", "year"]),
    first=st.dates(date(2024, 1, 1), date(2026, 1, 1)),
    days=st.integers(1, 800),
    partial=st.sampled_from(["not_judged", "merged", "active", "window"]),
)
def test_windows_cover_a_term_once(kind, first, days, partial):
    """Calendar windows follow one another; but for `not_judged` they cover the whole term."""
    term = Dates(first, first + timedelta(days=days))
    found = judged_windows(Spelling(kind), term, OSLO, partial)

    assert all(a.end == b.start for a, b in zip(found, found[1:]))
    if partial != "not_judged":
        assert (midnight(term.first, OSLO), midnight(term.end, OSLO)) == (
            found[0].start,
            found[-1].end,
        )
    if partial == "merged" and len(found) > 2:
        assert all(each.end - each.start >= 6 * 86400 for each in found)


def test_spellings_of_windows():
    """Rolling windows look back from the end of each `every`; contract years have their own day."""
    rolling = spelling(RollingWindow(rolling=Span("30 days"), every="month"))
    year = spelling(ContractYear(contract_year="from 04-01"))
    term = Dates(date(2026, 1, 1), date(2027, 1, 1))

    assert None is spelling(RollingWindow(rolling=Span("5 working days"), every="month"))
    whole = judged_windows(rolling, term, OSLO, "not_judged")
    assert (midnight(date(2026, 1, 2), OSLO), 12) == (whole[0].start, len(whole))
    assert 2 == len(judged_windows(year, term, OSLO, "active"))
    assert 365 == len(list(calendar_windows("day", term)))


@given(
    limits=st.tuples(st.integers(1, 20), st.integers(1, 20)),
    shorter=st.integers(0, 19),
)
def test_a_shorter_limit_behind_never_makes_it_slower(limits, shorter):
    """The worst case grows with every limit, and with every stage."""

    def worst(first, second):
        stops = ["assigned"] if second else ["resolved"]
        leaves = [
            time_leaf("a", f"{first}h", hours="office", metric=times(stop=stops)),
            time_leaf("b", f"{second}h", hours="24x7", metric=times(start="assigned")),
        ]
        tree = ["a-ola#restore", "b-ola#restore"] if second else ["a-ola#restore"]
        return proof(time_sla(tree, "999h"), *leaves, OFFICE_HOURS).worst_seconds

    less = max(1, limits[0] - shorter)

    assert worst(less, limits[1]) <= worst(*limits)
    assert worst(limits[0], 0) <= worst(*limits)


OFFICE_HOURS = calendar()


def test_a_book_keeps_its_library():
    """What is looked up once in a book is kept with it."""
    made = book(time_sla(["desk-ola#restore"]), time_leaf())

    first = backing.proofs(made, made.agreement("sla"))

    assert first == backing.proofs(made, made.agreement("sla"))
