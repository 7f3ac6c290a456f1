"""Availability: time that nobody watched, probes, and terms that cut a window; by hand."""

from __future__ import annotations

import pytest

from tests.measure.up_time_build import agreement, measured, only, outage, probes, source

H = 3600
COVERS = {"from": "2026-01-01", "through": "2026-04-15"}
HOUR = outage("2026-04-10 10:00", "2026-04-10 11:00")


@pytest.mark.parametrize(
    ("unmonitored", "down", "counted", "excluded"),
    [
        ("down", 1 + 15 * 24, 720, {}),
        ("up", 1, 720, {}),
        ("excluded", 1, 360, {"unmonitored": 360 * H}),
    ],
)
def test_time_outside_the_dates_that_a_list_covers(unmonitored, down, counted, excluded):
    """The list ends on 15 April; the 15 days after it count as the contract says."""
    found = only([HOUR], metric={"unmonitored": unmonitored}, origin=source(covers=COVERS))

    assert (down * H, counted * H, excluded) == (found.down, found.counted, found.excluded)


@pytest.mark.parametrize("unmonitored", ["down", "up", "excluded"])
@pytest.mark.parametrize(
    ("no_data", "verdict"), [("missed", "missed"), ("not_measured", "not_measured")]
)
def test_a_window_that_nobody_watched_has_no_data(unmonitored, no_data, verdict):
    """May is wholly outside the dates: `no_data` answers, whatever `unmonitored` says."""
    found = only(
        [HOUR],
        metric={"unmonitored": unmonitored},
        answers={"no_data": no_data},
        origin=source(covers=COVERS),
        period="2026-05",
    )

    assert (verdict, None, "nobody measured") == (found.verdict, found.value, found.reason)


def test_the_last_value_stands_in_for_a_window_without_data():
    """May is judged by April: one hour of 360 watched is 99.7222 %."""
    said = {
        "metric": {"unmonitored": "excluded"},
        "origin": source(covers=COVERS),
        "answers": {"no_data": "last_value"},
        "period": "2026-05",
    }

    assert "missed" == only([HOUR], **said).verdict
    assert "met" == only([HOUR], availability="99.7%", **said).verdict


def test_rows_outside_the_dates_covered_are_no_data():
    """An outage after the last date covered says nothing: that time is excluded whole."""
    rows = [HOUR, outage("2026-04-20 10:00", "2026-04-20 12:00")]
    found = only(rows, metric={"unmonitored": "excluded"}, origin=source(covers=COVERS))

    assert H == found.down


def test_unmonitored_time_is_down_like_an_outage():
    """Four minutes down and four unwatched minutes that follow are an outage of eight."""
    rows = [outage("2026-04-15 23:56", "2026-04-16 00:00")]
    metric = {"minimum_outage": "5min", "unmonitored": "down"}
    found = only(rows, metric=metric, origin=source(covers=COVERS))

    assert 4 * 60 + 15 * 24 * H == found.down


def looked(*pairs):
    """Rows of probes: a time of 10 April and what was found."""
    return [{"checked": f"2026-04-10 {time}", "status": status} for time, status in pairs]


MONTH = 720 * 60


@pytest.mark.parametrize(
    ("unmonitored", "down", "counted"),
    [("up", 5, MONTH), ("excluded", 5, 30), ("down", 5 + MONTH - 30, MONTH)],
)
def test_a_probe_speaks_until_the_next_but_not_for_long(unmonitored, down, counted):
    """
    Up 10:00, down 10:05, up 10:10, up 11:00, each for at most ten minutes: watched from 10:00 to
    10:20 and from 11:00 to 11:10 (30 minutes), of which five are down.
    """
    rows = looked(("10:00", "up"), ("10:05", "down"), ("10:10", "up"), ("11:00", "up"))
    metric = {"unmonitored": unmonitored, "down": {"down": "100%"}}
    found = only(rows, metric=metric, origin=probes())

    assert (down, counted) == (found.down / 60, found.counted / 60)


def test_of_two_probes_at_one_second_the_worse_counts():
    """Two looks at 10:00, one up and one down: down until the next at 10:05, in any order."""
    rows = looked(("10:05", "up"), ("10:00", "up"), ("10:00", "down"))
    metric = {"unmonitored": "up", "down": {"down": "100%"}}

    assert [300, 300] == [
        only(each, metric=metric, origin=probes()).down for each in (rows, rows[::-1])
    ]


def test_a_service_is_watched_where_all_its_probed_parts_are():
    """WAN is looked at from 10:00, LAN from 10:05: five minutes of both."""
    columns = {"at": "checked", "class": "status", "component": "part"}
    rows = [
        {"checked": "2026-04-10 10:00", "status": "up", "part": "wan"},
        {"checked": "2026-04-10 10:05", "status": "up", "part": "lan"},
    ]
    metric = {"unmonitored": "excluded", "down": {"down": "100%"}}
    found = only(rows, metric=metric, origin=probes(columns=columns, service=None))

    assert (300, 0) == (found.counted, found.down)


def test_without_a_probe_nobody_watched():
    """A file without a row of the service is no data, never a month without down time."""
    found = only([], metric={"down": {"down": "100%"}}, origin=probes())

    assert ("missed", None, "nobody measured") == (found.verdict, found.value, found.reason)


@pytest.mark.parametrize(
    ("counted", "seconds", "down"), [("active", 16 * 24, 1), ("window", 720, 1)]
)
def test_the_first_month_of_a_term_counts_by_its_part_or_whole(counted, seconds, down):
    """From 15 April on; an outage before the term is not of this agreement."""
    rows = [outage("2026-04-14 12:00", "2026-04-15 01:00")]
    found = only(
        rows,
        effective={"from": "2026-04-15", "through": "2027-12-31"},
        answers={"partial_window": {"charge": "prorated", "counted": counted}},
    )

    assert (down * H, seconds * H) == (found.down, found.counted)


def test_a_partial_window_can_be_merged_with_the_next():
    """16 days of April and 31 of May are judged as one window, named May."""
    rows = [outage("2026-04-20 10:00", "2026-04-20 11:00")]
    found = measured(
        rows,
        effective={"from": "2026-04-15", "through": "2027-12-31"},
        answers={"partial_window": "merged"},
        period="2026-04..2026-05",
    )

    assert ["not_measured", "met"] == [each.verdict for each in found]
    assert (47 * 24 * H, H) == (found[1].counted, found[1].down)


def test_a_rolling_window_is_judged_every_month():
    """The 30 days up to the end of May begin on 2 May; the outage of 1 May is not in them."""
    window = {"rolling": "30 days", "every": "month"}
    rows = [
        outage("2026-05-01 10:00", "2026-05-01 11:00"),
        outage("2026-05-02 00:00", "2026-05-02 00:30"),
    ]
    found = only(rows, answers={"window": window}, period="2026-05")

    assert (30 * 24 * H, 1800) == (found.counted, found.down)


def test_a_contract_year_has_its_own_days():
    """From 1 April to 31 March: an outage of 31 March 2027 is in the first, 1 April is not."""
    rows = [
        outage("2027-03-31 23:00", "2027-04-01 01:00"),
    ]
    found = only(
        rows,
        answers={"window": {"contract_year": "from 04-01"}},
        effective={"from": "2026-04-01", "through": "2028-03-31"},
        period="2026-04..2027-03",
        as_of="2027-05-01",
    )

    assert (365 * 24 * H, H) == (found.counted, found.down)


def test_a_value_can_be_smoothed_with_the_month_before():
    """April 99.8 % and May without an outage: the mean is judged, the value stays."""
    down = outage("2026-04-10 00:00:00", "2026-04-10 01:26:24")  # 0.2 % of April
    found = only([down], answers={"smooth_with": "previous_window"}, period="2026-05")

    assert ("met", 1) == (found.verdict, found.value)
    strict = only(
        [down], answers={"smooth_with": "previous_window"}, period="2026-05", availability="99.95%"
    )
    assert "missed" == strict.verdict


def test_what_began_after_the_date_of_the_preview_is_not_known():
    """As of 1 May an outage of 30 April is known, and lasts at most until then."""
    rows = [outage("2026-04-30 23:57", "2026-05-01 00:03")]
    metric = {"minimum_outage": "5min"}

    assert [0, 180] == [
        only(rows, metric=metric, as_of=day).down for day in ("2026-05-01", "2026-05-02")
    ]


def test_several_objectives_have_their_own_hours_on_one_set_of_outages():
    """Two targets on one metric: around the clock, and in office hours."""
    contract = agreement()
    second = {**contract["targets"][0], "id": "office-up"}
    second["objective"] = {"availability": "99%", "hours": "office"}
    contract["targets"].append(second)
    found = measured([HOUR, outage("2026-04-11 10:00", "2026-04-11 11:00")], contract)

    assert [2 * H, H] == [each.down for each in found]
