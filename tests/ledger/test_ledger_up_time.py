"""
Availability with entries of a ledger, worked out by hand.

April 2026 has 720 hours; its Sundays are the 5th, 12th, 19th and 26th.
"""

from __future__ import annotations

from fractions import Fraction

import pytest

from slaspec.errors import LocatedError
from tests.ledger.ledger_build import grant, only_up_time, up_time, up_time_contract, work
from tests.measure import up_time_build
from tests.measure.up_time_build import outage

H = 3600
ANNOUNCED = {
    "id": "maintenance",
    "cause": "maintenance",
    "notice": "5 working days",
    "on_availability": "denominator",
}
FLOOD = {"id": "flood", "cause": "force_majeure", "on_availability": "numerator"}
SUNDAY = outage("2026-04-12 02:00", "2026-04-12 06:00")
HOUR = outage("2026-04-14 10:00", "2026-04-14 11:00")


def announced(**terms):
    """The maintenance that must be announced, with some terms of its own."""
    return {k: v for k, v in {**ANNOUNCED, **terms}.items() if v is not None}


def figures(found):
    """Counted and down seconds, and what is excluded."""
    return found.counted, found.down, dict(found.excluded)


def test_announced_work_leaves_the_counted_time_whole():
    """Four hours announced, three of them down: 716 hours count, with one hour down elsewhere."""
    rows = [outage("2026-04-12 03:00", "2026-04-12 06:00"), HOUR]
    entry = work("2026-04-12 02:00", "2026-04-12 06:00")
    found = only_up_time(rows, up_time_contract(announced()), entry)

    assert (716 * H, H, {"maintenance": 4 * H}) == figures(found)
    assert 1 - Fraction(1, 716) == found.value


def test_in_the_numerator_only_its_down_time_does_not_count():
    """The three hours of work that were down count as up: one hour of 720."""
    rows = [outage("2026-04-12 03:00", "2026-04-12 06:00"), HOUR]
    entry = work("2026-04-12 02:00", "2026-04-12 06:00")
    contract = up_time_contract(announced(on_availability="numerator"))

    assert (720 * H, H, {"maintenance": 3 * H}) == figures(only_up_time(rows, contract, entry))


def test_without_an_entry_nothing_is_excused():
    """Four hours of work that nobody announced are down."""
    assert (720 * H, 4 * H, {}) == figures(only_up_time([SUNDAY], up_time_contract(announced())))


def test_work_beyond_its_announced_end_counts():
    """Announced until 05:00, back at 06:00: one hour is down."""
    entry = work("2026-04-12 02:00", "2026-04-12 05:00")

    assert H == only_up_time([SUNDAY], up_time_contract(announced()), entry).down


@pytest.mark.parametrize(
    ("notified", "down"),
    [
        ("2026-04-03 23:59", 0),  # Friday: five working days end with Friday the 10th
        ("2026-04-06 00:00", 4 * H),  # Monday: they end with Monday the 13th
    ],
)
def test_the_notice_is_counted_by_the_day_periods(notified, down):
    """Five working days before Sunday the 12th: announced on Friday the 3rd at the latest."""
    entry = work("2026-04-12 02:00", "2026-04-12 06:00", notified)

    assert down == only_up_time([SUNDAY], up_time_contract(announced()), entry).down


@pytest.mark.parametrize(("begin", "down"), [("2026-04-11 00:00", 0), ("2026-04-10 23:59", 2 * H)])
def test_a_notice_ends_with_its_last_day(begin, down):
    """Announced on Friday the 3rd: work may begin when Friday the 10th is over."""
    entry = work(begin, "2026-04-11 02:00", "2026-04-03 10:00")
    rows = [outage("2026-04-11 00:00", "2026-04-11 02:00")]

    assert down == only_up_time(rows, up_time_contract(announced()), entry).down


@pytest.mark.parametrize(
    ("notified", "down"), [("2026-04-10 02:00", 0), ("2026-04-10 02:01", 4 * H)]
)
def test_a_notice_of_hours_is_exact(notified, down):
    """48 hours before 02:00 on the 12th is 02:00 on the 10th; a minute later is too late."""
    entry = work("2026-04-12 02:00", "2026-04-12 06:00", notified)

    assert (
        down == only_up_time([SUNDAY], up_time_contract(announced(notice="48 hours")), entry).down
    )


def test_without_a_notice_it_is_announced_before_it_begins():
    """Where no notice is agreed the day before is enough, and afterwards is not."""
    contract = up_time_contract(announced(notice=None))
    before, after = (
        work("2026-04-12 02:00", "2026-04-12 06:00", told)
        for told in ("2026-04-11 23:00", "2026-04-12 02:00")
    )

    assert 0 == only_up_time([SUNDAY], contract, before).down
    assert 4 * H == only_up_time([SUNDAY], contract, after).down


def test_only_within_its_hours():
    """Work announced from 01:00 to 07:00 is excused from 02:00 to 06:00, the hours agreed."""
    rows = [outage("2026-04-12 01:00", "2026-04-12 07:00")]
    entry = work("2026-04-12 01:00", "2026-04-12 07:00")
    found = only_up_time(rows, up_time_contract(announced(hours="sundays")), entry)

    assert (716 * H, 2 * H, {"maintenance": 4 * H}) == figures(found)


def test_a_limit_holds_for_all_entries_of_a_period_together():
    """Three and three hours down in announced work, five a month: the last hour counts."""
    rows = [
        outage("2026-04-05 02:00", "2026-04-05 05:00"),
        outage("2026-04-12 02:00", "2026-04-12 05:00"),
    ]
    entries = [work(f"2026-04-{day} 02:00", f"2026-04-{day} 06:00") for day in ("05", "12")]
    contract = up_time_contract(announced(at_most="5h", per="month"))
    found = only_up_time(rows, contract, *entries)

    assert (715 * H, H, {"maintenance": 5 * H}) == figures(found)


def test_a_limit_per_quarter_remembers_work_of_the_months_before():
    """Four hours of April leave one of five for May."""
    may = outage("2026-05-10 02:00", "2026-05-10 06:00")
    entries = [
        work("2026-04-12 02:00", "2026-04-12 06:00"),
        work("2026-05-10 02:00", "2026-05-10 06:00"),
    ]
    contract = up_time_contract(announced(at_most="5h", per="quarter"))

    assert 3 * H == only_up_time([SUNDAY, may], contract, *entries, period="2026-05").down


def test_overlapping_entries_excuse_a_second_once():
    """02:00-05:00 and 04:00-06:00 are four hours, not five."""
    entries = [
        work("2026-04-12 02:00", "2026-04-12 05:00"),
        work("2026-04-12 04:00", "2026-04-12 06:00"),
    ]

    assert (716 * H, 0, {"maintenance": 4 * H}) == figures(
        only_up_time([SUNDAY], up_time_contract(announced()), *entries)
    )


def test_an_entry_counts_from_its_own_day_on():
    """What was entered on 2 June is known as of 2 June, and was not as of 1 June."""
    entry = work("2026-04-12 02:00", "2026-04-12 06:00", date="2026-06-02")
    contract = up_time_contract(announced())
    found = [
        only_up_time([SUNDAY], contract, entry, as_of=day).down
        for day in ("2026-06-01", "2026-06-02")
    ]

    assert [4 * H, 0] == found


def test_work_on_one_component_does_not_excuse_another():
    """The WAN is worked on from 02:00 to 06:00; that the LAN fails from 04:00 to 05:00 counts."""
    rows = [
        outage("2026-04-12 02:00", "2026-04-12 06:00", part="wan"),
        outage("2026-04-12 04:00", "2026-04-12 05:00", part="lan"),
    ]
    entry = work("2026-04-12 02:00", "2026-04-12 06:00", components=["wan"])
    found = only_up_time(rows, up_time_contract(announced()), entry, columns=("component",))

    assert (717 * H, H, {"maintenance": 3 * H}) == figures(found)


def test_work_on_the_service_excuses_all_of_its_components():
    """An entry for the network speaks of the WAN and the LAN."""
    rows = [outage("2026-04-12 04:00", "2026-04-12 05:00", part="lan")]
    entry = work("2026-04-12 02:00", "2026-04-12 06:00", services=["network"])
    found = only_up_time(rows, up_time_contract(announced()), entry, columns=("component",))

    assert 0 == found.down


def test_work_on_something_else_excuses_nothing():
    """A component that is no part of what is measured."""
    entry = work("2026-04-12 02:00", "2026-04-12 06:00", components=["core"])

    assert 4 * H == only_up_time([SUNDAY], up_time_contract(announced()), entry).down


def test_a_granted_outage_is_excused_and_no_other():
    """Of two outages that overlap, the one of the flood is granted: what the other took counts."""
    flood = outage("2026-04-14 10:00", "2026-04-14 14:00")
    other = {**outage("2026-04-14 13:00", "2026-04-14 15:00"), "number": "OTHER"}
    entry = grant(records=[flood["number"]])
    found = only_up_time([flood, other], up_time_contract(FLOOD), entry)

    assert (720 * H, 2 * H, {"flood": 3 * H}) == figures(found)


def test_a_granted_outage_only_in_the_time_that_was_granted():
    """Four hours down, two of them granted."""
    flood = outage("2026-04-14 10:00", "2026-04-14 14:00")
    entry = grant("2026-04-14 12:00", "2026-04-14 18:00", records=[flood["number"]])

    assert 2 * H == only_up_time([flood], up_time_contract(FLOOD), entry).down


def test_what_is_agreed_by_one_side_excuses_nothing():
    """The provider alone cannot excuse itself."""
    entry = grant("2026-04-14 10:00", "2026-04-14 11:00")
    entry["agreed_by"] = entry["agreed_by"][1:]

    assert H == only_up_time([HOUR], up_time_contract(FLOOD), entry).down


@pytest.mark.parametrize("person", ["p-one", "nobody"])
def test_a_side_agrees_by_somebody_of_its_own(person):
    """Agreed for the customer by somebody of the provider, or whom nobody knows: not agreed."""
    agreed = [{"party": "customer-co", "by": person}, {"party": "provider-co", "by": "p-one"}]
    entry = grant("2026-04-14 10:00", "2026-04-14 11:00", agreed_by=agreed)

    assert H == only_up_time([HOUR], up_time_contract(FLOOD), entry).down


@pytest.mark.parametrize(("claimed", "down"), [("2026-04-28", 0), ("2026-04-29", H), (None, H)])
def test_a_claim_comes_within_its_time(claimed, down):
    """Ten working days after Tuesday the 14th end with Tuesday the 28th."""
    contract = up_time_contract({**FLOOD, "claim_within": "10 working days"})
    said = {} if claimed is None else {"claimed": claimed}
    entry = grant("2026-04-14 10:00", "2026-04-14 11:00", **said)

    assert down == only_up_time([HOUR], contract, entry).down


def test_a_claim_that_nobody_can_count_is_named_at_its_entry(monkeypatch):
    """The working days of the calendar are not known for 2020: the place is that of the entry."""
    known = {"from": "2026-01-01", "through": "2028-12-31"}
    monkeypatch.setattr(up_time_build, "OFFICE", {**up_time_build.OFFICE, "valid": known})
    contract = up_time_contract({**FLOOD, "claim_within": "10 working days"})
    entry = grant("2020-04-14 10:00", "2020-04-14 11:00", claimed="2020-04-15")

    with pytest.raises(LocatedError, match="10 working days cannot be counted") as refused:
        only_up_time([HOUR], contract, entry)

    assert "ledger" in refused.value.at


@pytest.mark.parametrize(("proof", "down"), [({"evidence": "report.pdf"}, 0), ({}, H)])
def test_evidence_is_named_where_it_is_required(proof, down):
    """Without evidence a grant is not accepted."""
    contract = up_time_contract({**FLOOD, "evidence": "required"})
    entry = grant("2026-04-14 10:00", "2026-04-14 11:00", **proof)

    assert down == only_up_time([HOUR], contract, entry).down


def test_maintenance_is_no_force_majeure():
    """Announced work is excused by an exclusion of that cause alone."""
    entry = work("2026-04-14 10:00", "2026-04-14 11:00", maintenance="flood")

    assert H == only_up_time([HOUR], up_time_contract(FLOOD), entry).down


def test_a_granted_window_is_excused_if_it_was_missed():
    """Both sides excuse April: the figures stay, the verdict is `excused`; May was not granted."""
    rows = [HOUR, outage("2026-05-14 10:00", "2026-05-14 11:00")]
    entry = grant(targets=["up"], windows=["2026-04"])
    april, may = up_time(rows, up_time_contract(FLOOD), entry, period="2026-04..2026-05")

    assert ("excused", H) == (april.verdict, april.down)
    assert "excused as flood by the entry of 2026-05-01" == april.reason
    assert "missed" == may.verdict


def test_a_granted_window_that_was_met_stays_met():
    """An excuse is for a miss: a met window needs none, and a bonus for it is not lost."""
    entry = grant(targets=["up"], windows=["2026-04"])

    assert "met" == only_up_time([], up_time_contract(FLOOD), entry).verdict


def test_a_window_in_which_everything_is_excused_is_excused():
    """The whole of April is granted out of the counted time: there is nothing left to judge."""
    contract = up_time_contract({**FLOOD, "on_availability": "denominator"})
    found = only_up_time([HOUR], contract, grant("2026-04-01 00:00", "2026-05-01 00:00"))

    assert ("excused", None, 0) == (found.verdict, found.value, found.counted)


def test_an_exclusion_that_the_metric_does_not_name_excuses_nothing():
    """An entry has an effect where the metric of the target names its exclusion."""
    contract = up_time_contract(FLOOD, metric={"exclusions": []})

    assert H == only_up_time([HOUR], contract, grant("2026-04-14 10:00", "2026-04-14 11:00")).down


def test_slots_of_a_granted_outage_are_excused_with_it():
    """One minute down makes a slot of five minutes; granted, the whole slot is up."""
    rows = [outage("2026-04-14 10:01", "2026-04-14 10:02")]
    quantum = {"of": "5min", "aligned": "clock", "down_if": "any"}
    contract = up_time_contract(FLOOD, metric={"quantum": quantum})

    assert 300 == only_up_time(rows, contract).down
    assert 0 == only_up_time(rows, contract, grant(records=[rows[0]["number"]])).down
