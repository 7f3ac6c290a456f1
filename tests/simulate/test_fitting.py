"""A history to a profile: every figure worked out by hand, and nothing told of a few records."""

from datetime import date, datetime, timedelta, timezone
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from slaspec.errors import UsageError
from slaspec.language.quantities import Zone
from slaspec.language.structure import structure
from slaspec.records.fitting.compare import Deviation, deviations
from slaspec.records.fitting.figures import (
    duration,
    listed_shares,
    part_quantiles,
    quantiles,
    shares,
)
from slaspec.records.fitting.profile import fitted
from slaspec.records.fitting.seen import seen
from slaspec.records.outages import Outages
from slaspec.records.simulate.streams import Span, ticket_stream
from slaspec.records.reading.rows import records_of_rows
from slaspec.records.tickets import ABSENT, ReadReport
from slaspec.report.profile_text import fitted_text, profile_text
from slaspec.use_cases.profile import Fitted
from tests.simulate.profiles import FULL, profile_of

UTC = Zone("UTC")
HEAD = {
    "apiVersion": "slaspec/v1",
    "kind": "DataSource",
    "id": "itsm",
    "title": "Export",
    "format": "csv",
    "layout": "events",
    "timezone": "UTC",
    "service": "service-desk",
    "columns": {"id": "id", "at": "at", "state": "state", "priority": "priority", "group": "group"},
    "states": {
        "new": ["New"],
        "active": ["Active"],
        "waiting_customer": ["Wait"],
        "resolved": ["Done"],
        "closed": ["Closed"],
    },
}
SOURCE = structure(HEAD)[0]
REPORT = ReadReport("itsm", "log.csv", 9, 9, 9, {}, digest="a" * 64)
MONDAY = datetime(2026, 3, 2, 10, tzinfo=timezone.utc)


def history(tickets):
    """Tickets as rows: each a report, then (hours after it, state[, priority])."""
    rows = []
    for number, (reported, *steps) in enumerate(tickets, 1):
        for hours, state, *priority in [(0, "New"), *steps]:
            at = reported + timedelta(hours=hours)
            rows.append(
                {
                    "id": f"INC-{number}",
                    "at": at.strftime("%Y-%m-%dT%H:%M:%S"),
                    "state": state,
                    "priority": priority[0] if priority else "P1",
                    "group": "anna",
                }
            )
    return records_of_rows(SOURCE, rows, "log.csv")


def told(tickets, least=1, **said):
    records, report = history(tickets)
    return fitted(records, report, UTC, least=least, **said)[0]


def plain(hours, days=0):
    return (MONDAY + timedelta(days=days), (hours, "Done"), (hours + 120, "Closed"))


@given(st.lists(st.integers(0, 10**6), max_size=60), st.integers(1, 12))
def test_a_quantile_has_enough_records_on_either_side(values, least):
    """Nearest rank; of n records p% and (100 - p)% are each at least the smallest group."""
    found = quantiles(np.array(values, dtype=np.int64), least)
    for name, value in found.items():
        p, n = int(name[1:]), len(values)
        assert value == sorted(values)[-(-p * n // 100) - 1]
        assert n * min(p, 100 - p) >= 100 * least
    assert ("p50" in found) == (len(values) >= 2 * least)


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 10**6), min_size=1))
def test_shares_add_up(counts):
    """To 100% exactly, each within a hundredth of a percent of its count."""
    found = {name: Fraction(text.rstrip("%")) for name, text in shares(counts).items()}

    assert 100 == sum(found.values())
    for name, percent in found.items():
        assert abs(percent - Fraction(100 * counts[name], sum(counts.values()))) < Fraction(1, 100)


def test_shares_of_thirds():
    """Three alike: the first one takes the hundredth that is left."""
    assert {"a": "33.34%", "b": "33.33%", "c": "33.33%"} == shares({"a": 1, "b": 1, "c": 1})


def test_rare_counts_are_told_with_the_one_before():
    """90 once, 8 twice, 2 three times, with a smallest group of 5: 90 and 10."""
    assert ["90%", "10%"] == listed_shares([90, 8, 2], 5)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0s"),
        (59, "59s"),
        (3600, "1h"),
        (94330, "26h 12min 10s"),
        (-5, "0s"),
        (10**10, "87840h"),
    ],
)
def test_durations_are_written_for_readers(seconds, text):
    """Hours, minutes and seconds; nothing negative, nothing beyond ten years."""
    assert text == duration(seconds)


def test_times_to_resolution_by_hand():
    """Twenty tickets of 1 to 20 hours: the median is the tenth, p5 the first, p95 the 19th."""
    found = told([plain(hours, hours % 7) for hours in range(1, 21)])["tickets"]["priorities"]["P1"]

    assert "100%" == found["share"]
    assert ("1h", "10h", "19h") == tuple(found["resolution"][p] for p in ("p5", "p50", "p95"))
    assert "waiting" not in found


def test_waiting_by_hand():
    """
    Ten of twenty wait 3 of 12 hours, in two rows of one state: a quarter of the time, one span.
    """
    waits = (MONDAY, (2, "Wait"), (4, "Wait"), (5, "Active"), (12, "Done"), (132, "Closed"))
    flow = told([waits] * 10 + [plain(1)] * 10)["tickets"]

    assert "50%" == flow["priorities"]["P1"]["waiting"]
    assert {"12h"} == set(flow["priorities"]["P1"]["resolution_with_waiting"].values())
    assert {"1h"} == set(flow["priorities"]["P1"]["resolution"].values())
    assert {"25%"} == set(flow["waiting"]["part"].values())
    assert {"waiting_customer": "100%"} == flow["waiting"]["states"]
    assert ["100%", "0%", "0%", "0%", "0%"] == flow["waiting"]["spans"] or ["100%"] == flow[
        "waiting"
    ]["spans"]


def test_reopening_by_hand():
    """Five of twenty are opened again 6 hours after, and resolved 2 hours later."""
    again = (MONDAY, (4, "Done"), (10, "Active"), (12, "Done"), (132, "Closed"))
    flow = told([again] * 5 + [plain(4)] * 15)["tickets"]

    assert "25%" == flow["reopened"]["share"]
    assert {"6h"} == set(flow["reopened"]["after"].values())
    assert {"2h"} == set(flow["reopened"]["takes"].values())
    assert {"4h"} == set(flow["priorities"]["P1"]["resolution"].values())
    assert {"120h"} == set(flow["closed"]["after"].values())


def test_changes_of_priority_by_hand():
    """Four of twenty P2 end as P1, after half of their eight hours."""
    stays = (MONDAY, (8, "Done", "P2"), (128, "Closed", "P2"))
    rises = (MONDAY, (4, "Active", "P1"), (8, "Done", "P1"), (128, "Closed", "P1"))
    tickets = [stays] * 16 + [rises] * 4 + [plain(8)] * 4
    records, report = history(tickets)
    flow = fitted(_opened(records, 20, "P2"), report, UTC, least=1)[0]["tickets"]

    assert {"P2": {"P1": "20%"}} == flow["reclassified"]["changes"]
    assert {"50%"} == set(flow["reclassified"]["part"].values())
    assert {"P1": "16.67%", "P2": "83.33%"} == {
        name: each["share"] for name, each in flow["priorities"].items()
    }


def _opened(records, count, priority):
    """The first tickets as opened with another priority (the helper writes P1 for the report)."""
    from dataclasses import replace

    code = records.priorities.index(priority)
    first = records.priority_first.copy()
    first[:count] = code
    priorities = records.history.priority.copy()
    priorities[records.history.first[:count]] = code
    return replace(
        records, priority_first=first, history=replace(records.history, priority=priorities)
    )


def test_tickets_closed_together():
    """
    Of 40 tickets 20 are closed on one day, 20 on twenty others: a bulk close of half of them; the
    time to close is told of the others.
    """
    together = [
        (MONDAY + timedelta(days=i % 5), (1, "Done"), (24 * (40 - i % 5), "Closed"))
        for i in range(20)
    ]
    flow = told([*(plain(1, days) for days in range(20)), *together])["tickets"]

    assert {"share": "50%", "every": "month"} == flow["closed"]["bulk"]
    assert {"120h"} == set(flow["closed"]["after"].values())


def test_closed_without_a_resolution():
    """Three of thirteen go to Closed at once: they have no time to resolution."""
    lost = (MONDAY, (5, "Closed"))
    flow = told([plain(1)] * 10 + [lost] * 3)["tickets"]

    assert "23.08%" == flow["closed"]["without_resolved"]
    assert {"1h"} == set(flow["priorities"]["P1"]["resolution"].values())


def test_the_hours_of_the_week_are_counted():
    """Seven a day at 10:00 for four weeks: 28 in each of seven hours, none in any other."""
    tickets = [plain(1, days) for days in range(28) for _ in range(7)]
    flow = told(tickets, least=10)["tickets"]

    assert 49 == flow["per_week"]
    assert {28} == {day[10] for day in flow["hours_of_week"].values()}
    assert 7 * 28 == sum(map(sum, flow["hours_of_week"].values()))
    assert "day_factor" not in flow


def test_hours_of_few_tickets_share_what_they_have():
    """Three hours with 2, 3 and 7 tickets, a smallest group of 10: four each, told of twelve."""
    quiet = [
        (MONDAY.replace(hour=hour) + timedelta(days=7 * (i % 4)), (1, "Done"), (121, "Closed"))
        for hour, count in ((1, 2), (2, 3), (3, 7))
        for i in range(count)
    ]
    flow = told([*(plain(1, days) for days in range(28) for _ in range(7)), *quiet], least=10)
    monday = flow["tickets"]["hours_of_week"]["mon"]

    assert [4, 4, 4] == monday[1:4]


def test_a_long_tail_says_nothing_of_the_volume():
    """Four weeks of 49 and then one ticket a week: the volume is that of the four weeks."""
    tickets = [plain(1, days) for days in range(28) for _ in range(7)]
    tickets += [plain(1, 28 + 7 * week) for week in range(20)]
    records, report = history(tickets)
    sections, volume = fitted(records, report, UTC, least=5)

    assert (date(2026, 3, 2), date(2026, 3, 29)) == (volume.first, volume.last)
    assert 196 == volume.counted
    assert 49 == sections["tickets"]["per_week"]


def test_holidays_are_compared_with_their_day_of_the_week():
    """Each Monday has 7 tickets, the closed one has 1: a seventh."""
    from slaspec.language.model.calendar import Calendar, ClosedDate
    from slaspec.language.quantities import Day, Hours

    calendar = Calendar(
        apiVersion="slaspec/v1",
        kind="Calendar",
        id="office",
        title="Office",
        timezone=UTC,
        open={"mon-fri": (Hours("08:00-17:00"),)},
        closed=(ClosedDate(date=Day("2026-03-16")),),
    )
    tickets = [plain(1, days) for days in range(28) for _ in range(1 if days == 14 else 7)]
    flow = told(tickets, least=1, calendar=calendar)["tickets"]

    assert {"calendar": "office", "share": "14.29%"} == flow["holidays"]
    assert 49 == flow["per_week"]


def test_days_that_differ_by_more_than_chance():
    """Days of 40 and 160 in turn: the factor is near 40 % and 160 %, less what chance explains."""
    tickets = [plain(1, days) for days in range(28) for _ in range(160 if days % 2 else 40)]
    factor = told(tickets, least=1)["tickets"]["day_factor"]
    low, high = (Fraction(factor[p].rstrip("%")) for p in ("p10", "p90"))

    assert 40 <= low < 42
    assert 158 < high <= 160


def test_nothing_is_told_of_few_records():
    """
    With a smallest group of 10, nine P2, nine that wait and nine reopened leave no trace; nor does
    any id, group or instant.
    """
    few = [
        *[(MONDAY, (8, "Done", "P2"), (128, "Closed", "P2"))] * 9,
        *[(MONDAY, (1, "Wait"), (2, "Active"), (77, "Done"), (197, "Closed"))] * 9,
        *[(MONDAY, (3, "Done"), (6, "Active"), (12, "Done"), (132, "Closed"))] * 9,
    ]
    document = told([plain(1, days) for days in range(60)] + few, least=10)
    text = profile_text(document)

    assert ["P1"] == list(document["tickets"]["priorities"])
    for word in ("waiting", "reopened", "P2", "INC-", "anna", "77h", "groups"):
        assert word not in text


def test_groups_only_where_the_source_maps_them():
    """Unmapped groups may be names of people: they are told when the caller says they are words."""
    document = told([plain(1)] * 20, least=1, groups=True)

    assert {"anna": "100%"} == document["tickets"]["groups"]["first"]
    assert "groups" not in told([plain(1)] * 20, least=1)["tickets"]


def test_too_little_to_tell_of():
    """Nineteen tickets with a smallest group of ten have not even a median."""
    with pytest.raises(UsageError, match="no priority has enough resolved tickets"):
        told([plain(1)] * 19, least=10)


def test_a_fitted_profile_is_a_profile():
    """Its text is read by our own strict reader, and means the same."""
    from slaspec.language.read import read_text

    head = {
        "apiVersion": "slaspec/v1",
        "kind": "Profile",
        "id": "desk",
        "title": "No: 7",
        "timezone": "UTC",
    }
    document = head | told([plain(1, days) for days in range(40)], least=1)
    file = read_text(profile_text(document).encode(), "desk.profile.yaml")

    assert () == tuple(file.findings)
    assert structure(document)[0] == file.contract


def test_a_stream_is_fitted_back_to_its_profile():
    """The profile counted in the stream of a profile makes a stream that is like it."""
    profile = profile_of(FULL, zone="UTC")
    stream = ticket_stream(
        profile, Span(5, date(2026, 1, 5), date(2026, 12, 27)), "itsm", count=60_000
    )
    table = stream.block(0)
    sections, _ = fitted(table, REPORT, UTC, groups=True)
    head = {
        "apiVersion": "slaspec/v1",
        "kind": "Profile",
        "id": "again",
        "title": "Again",
        "timezone": "UTC",
    }
    again, faults = structure(head | sections)
    made = ticket_stream(again, Span(9, date(2026, 1, 5), date(2026, 12, 27)), "itsm", count=60_000)
    found = list(deviations(seen(table), seen(made.block(0)), 10))

    assert [] == faults
    assert 10 == len(found)
    assert [] == [each for each in found if not each.within]
    assert {"reclassified", "groups", "reopened", "waiting", "cancelled", "duplicate"} <= set(
        sections["tickets"]
    )


def test_the_untold_tails_of_two_lists_are_tolerated():
    """
    70 tickets do not wait (told from p15 on), 30 do (from p35): 70 % x 15 % + 30 % x 35 % = 21 %.

    With the point for straight lines and 1.95 / sqrt 100 that is 41.5 % for the times of both.
    """
    waiting = [(MONDAY, (1, "Wait"), (2, "Active"), (100 + i, "Done")) for i in range(30)]
    records, _ = history([plain(1 + i) for i in range(70)] + waiting)
    found = {each.figure: each for each in deviations(seen(records), seen(records), 10)}

    assert Fraction(415, 1000) == found["P1 to resolution"].tolerance
    assert Fraction(205, 1000) == found["P1 that wait"].tolerance


def test_what_lies_beyond_the_tolerance_is_explained():
    """One figure of two: the last line says how many, and what that means."""
    near = Deviation("P1 that wait", "25%", "26%", Fraction(1, 100), Fraction(2, 100))
    far = Deviation("seconds waited", "p95", "81% at p95", Fraction(14, 100), Fraction(12, 100))
    document = {"fitted_from": {"smallest_group": 10}}

    *_, last = fitted_text(Fitted(document, REPORT, None, (near, far))).splitlines()
    why = "the history holds something that the profile cannot say"
    assert f"1 beyond the tolerance: {why}" == last
    assert "beyond" not in fitted_text(Fitted(document, REPORT, None, (near,)))


def test_parts_of_nothing_are_left_out():
    """A ticket that was open for no time has no part of it."""
    found = part_quantiles(np.array([5, 50]), np.array([0, 100]), 1)

    assert {} == found or {"50%"} == set(found.values())


def test_outages_by_hand():
    """
    Forty outages over 365 days, ten of them on two components: 40 a year, a quarter together; 30
    partial ones of an hour, 10 down for two.
    """
    day = 86_400
    rows = [(f"O{i}", "wan", i * 365 * day // 39, 1 if i >= 10 else 2) for i in range(40)]
    rows += [(f"O{i}", "lan", i * 365 * day // 39, 2) for i in range(10)]
    rows.sort(key=lambda row: row[2])
    outages = Outages(
        source="noc",
        ids=tuple(row[0] for row in rows),
        parts=("lan", "wan"),
        part=np.array([0 if row[1] == "lan" else 1 for row in rows], dtype=np.int32),
        begin=np.array([row[2] for row in rows]),
        end=np.array([row[2] + 3600 * row[3] for row in rows]),
        classes=("down", "partial"),
        kind_of=np.array([0 if row[3] == 2 else 1 for row in rows], dtype=np.int32),
        shares=(),
        share=np.full(len(rows), -1, dtype=np.int32),
    )
    flow = fitted(outages, REPORT, UTC, least=5)[0]["outages"]

    assert 40 == flow["per_year"]
    assert ["75%", "25%"] == flow["together"]
    assert {"lan": "20%", "wan": "80%"} == flow["components"]
    assert {"down": "25%", "partial": "75%"} == {k: v["share"] for k, v in flow["classes"].items()}
    assert {"1h"} == set(flow["classes"]["partial"]["duration"].values())


def test_open_outages_have_no_length():
    """An outage that goes on counts, and says nothing of how long outages last."""
    count = 40
    outages = Outages(
        source="noc",
        ids=tuple(f"O{i}" for i in range(count)),
        parts=("wan",),
        part=np.zeros(count, dtype=np.int32),
        begin=np.arange(count) * 86_400,
        end=np.array([ABSENT] * 20 + [i * 86_400 + 60 for i in range(20, count)]),
        classes=("down",),
        kind_of=np.zeros(count, dtype=np.int32),
        shares=(),
        share=np.full(count, -1, dtype=np.int32),
    )
    found = fitted(outages, REPORT, UTC, least=10)[0]["outages"]["classes"]["down"]["duration"]

    assert {"1min"} == set(found.values())
