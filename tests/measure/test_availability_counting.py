"""Availability: what is counted as down, worked out by hand. April 2026 has 2,592,000 seconds."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.measure.up_time_build import agreement, only, outage

APRIL = 30 * 86_400
CLASSES = {"down": "100%", "partial": "30%", "degraded": "0%", "maintenance": "0%"}


def minutes(measured):
    """The weighted minutes of down time."""
    return measured.down / 60


def test_three_nines_of_april_are_43_minutes_and_12_seconds():
    """0.1 % of 2,592,000 s are 2,592 s: met with exactly so many, missed with one more."""
    at_limit = only([outage("2026-04-10 00:00:00", "2026-04-10 00:43:12")])
    beyond = only([outage("2026-04-10 00:00:00", "2026-04-10 00:43:13")])

    assert ("met", Fraction(999, 1000)) == (at_limit.verdict, at_limit.value)
    assert (2592, APRIL, {}) == (at_limit.down, at_limit.counted, at_limit.excluded)
    assert ("missed", 1 - Fraction(2593, APRIL)) == (beyond.verdict, beyond.value)


def test_a_list_without_outages_is_a_month_without_down_time():
    """No outage is not the same as no data: the list speaks of all time."""
    quiet = only([])

    assert ("met", 1, 0) == (quiet.verdict, quiet.value, quiet.down)


def test_overlapping_outages_count_once():
    """10:00-11:00 and 10:30-11:30 are 90 minutes, in any order and with one of no length."""
    rows = [
        outage("2026-04-10 10:30", "2026-04-10 11:30"),
        outage("2026-04-10 10:00", "2026-04-10 11:00"),
        outage("2026-04-12 10:00", "2026-04-12 10:00"),
    ]

    assert 90 == minutes(only(rows))


def test_the_worst_weight_wins_second_by_second():
    """Partial (30 %) for two hours, down for the middle half hour: 90 x 0.3 + 30 = 57 minutes."""
    rows = [
        outage("2026-04-10 10:00", "2026-04-10 12:00", impact="partial"),
        outage("2026-04-10 11:00", "2026-04-10 11:30", impact="down"),
        outage("2026-04-10 09:00", "2026-04-10 13:00", impact="degraded"),
    ]
    found = only(rows, metric={"down": CLASSES}, columns=("class",))

    assert 57 == minutes(found)


def test_the_weight_of_partial_outages_moves_the_figure():
    """The same hour counts 60, 18 or no minutes, as the contract weighs its class."""
    rows = [outage("2026-04-10 10:00", "2026-04-10 11:00", impact="partial")]
    found = [
        only(rows, metric={"down": {"partial": weight}}, columns=("class",))
        for weight in ("100%", "30%", "0%")
    ]

    assert [60, 18, 0] == [minutes(each) for each in found]


def test_a_service_is_down_when_one_of_its_components_is():
    """WAN 10:00-11:00 and LAN 10:30-11:30 take the network down for 90 minutes; others do not."""
    rows = [
        outage("2026-04-10 10:00", "2026-04-10 11:00", part="wan"),
        outage("2026-04-10 10:30", "2026-04-10 11:30", part="lan"),
        outage("2026-04-11 10:00", "2026-04-11 11:00", part="portal"),
    ]
    whole = only(rows, columns=("component",))
    lan = only(rows, metric={"of": "lan"}, columns=("component",))

    assert (90, 60) == (minutes(whole), minutes(lan))


def test_without_of_the_service_of_the_target_is_measured():
    """A metric that names no part is about the service of its target."""
    rows = [outage("2026-04-10 10:00", "2026-04-10 11:00", part="wan")]

    assert 60 == minutes(only(rows, metric={"of": None}, columns=("component",)))


def test_an_outage_over_the_end_of_the_month_counts_in_both_by_its_part():
    """23:00 to 02:00 is one hour of April and two of May."""
    rows = [outage("2026-04-30 23:00", "2026-05-01 02:00")]
    april, may = (only(rows, period=period) for period in ("2026-04", "2026-05"))

    assert (60, 120) == (minutes(april), minutes(may))


def test_down_time_outside_the_hours_does_not_count():
    """
    In office hours (Monday to Friday 08-17) Friday 07:00-09:00 is one hour down, and Friday 16:00
    to Monday 09:00 two; April has 22 working days of nine hours.
    """
    rows = [
        outage("2026-04-10 07:00", "2026-04-10 09:00"),
        outage("2026-04-17 16:00", "2026-04-20 09:00"),
    ]
    found = only(rows, metric={"hours": "office"})

    assert (180, 22 * 9 * 3600) == (minutes(found), found.counted)


@pytest.mark.parametrize(
    ("objective", "counted"), [({}, 24 * 30), ({"hours": "office"}, 22 * 9)], ids=["own", "nearer"]
)
def test_the_hours_of_the_objective_are_nearer_than_those_of_the_metric(objective, counted):
    """Hours on the objective stand in for those of the metric."""
    target = {"objective": {"availability": "99%", **objective}}

    assert counted * 3600 == only([], target=target).counted


def test_an_outage_that_has_no_end_lasts_until_the_date_of_the_preview():
    """Known on 1 May: down from 10 April to the end of the month."""
    found = only([outage("2026-04-10 00:00")], as_of="2026-05-01")

    assert 21 * 1440 == minutes(found)


@pytest.mark.parametrize(
    ("length", "counts"), [("10:04:59", 0), ("10:05:00", 5)], ids=["shorter", "exactly"]
)
def test_minimum_outage_drops_what_is_shorter(length, counts):
    """With five minutes, 4:59 does not count, and 5:00 counts whole."""
    rows = [outage("2026-04-10 10:00:00", f"2026-04-10 {length}")]

    assert counts == minutes(only(rows, metric={"minimum_outage": "5min"}))


def test_outages_merge_before_their_length_is_looked_at():
    """Three minutes and three more that touch them are an outage of six."""
    rows = [
        outage("2026-04-10 10:00", "2026-04-10 10:03"),
        outage("2026-04-10 10:03", "2026-04-10 10:06"),
        outage("2026-04-11 10:00", "2026-04-11 10:03"),
    ]

    assert 6 == minutes(only(rows, metric={"minimum_outage": "5min"}))


def test_minimum_outage_looks_beyond_the_window():
    """Three minutes on each side of midnight are six: the three of April count in April."""
    rows = [outage("2026-04-30 23:57", "2026-05-01 00:03")]

    assert 3 == minutes(only(rows, metric={"minimum_outage": "5min"}))


def test_a_degraded_time_does_not_make_an_outage_longer():
    """Time of weight 0 is not down: two minutes stay shorter than five."""
    rows = [
        outage("2026-04-10 10:00", "2026-04-10 10:09", impact="degraded"),
        outage("2026-04-10 10:09", "2026-04-10 10:11", impact="down"),
    ]
    metric = {"minimum_outage": "5min", "down": CLASSES}

    assert 0 == minutes(only(rows, metric=metric, columns=("class",)))


@pytest.mark.parametrize(
    ("aligned", "down_if", "counts"),
    [
        ("clock", "wholly", 5),  # 14:05-14:10
        ("clock", "any", 15),  # 14:00-14:15
        ("outage", "wholly", 5),  # 14:03-14:08
        ("outage", "any", 10),  # 14:03-14:13
    ],
)
def test_slots_of_five_minutes(aligned, down_if, counts):
    """Down from 14:03 to 14:12."""
    quantum = {"of": "5min", "aligned": aligned, "down_if": down_if}
    rows = [outage("2026-04-10 14:03", "2026-04-10 14:12")]

    assert counts == minutes(only(rows, metric={"quantum": quantum}))


@pytest.mark.parametrize(("down_if", "counts"), [("wholly", 3), ("any", Fraction(13, 2))])
def test_a_slot_weighs_as_its_worst_or_its_best_second(down_if, counts):
    """
    Partial (30 %) from 14:00 to 14:07, down from 14:07 to 14:10, in slots of five minutes: the
    first is partial (1.5 minutes), the second down as its worst second (5 minutes) or partial as
    its best one (1.5 minutes).
    """
    rows = [
        outage("2026-04-10 14:00", "2026-04-10 14:07", impact="partial"),
        outage("2026-04-10 14:07", "2026-04-10 14:10", impact="down"),
    ]
    quantum = {"of": "5min", "aligned": "clock", "down_if": down_if}
    found = only(rows, metric={"down": CLASSES, "quantum": quantum}, columns=("class",))

    assert counts == minutes(found)


def test_a_slot_over_the_end_of_the_month_counts_by_its_part():
    """One second before midnight takes the slot 23:55-00:00 down, and nothing of May."""
    quantum = {"of": "10min", "aligned": "clock", "down_if": "any"}
    rows = [outage("2026-04-30 23:59:59", "2026-05-01 00:00:00")]
    found = [only(rows, metric={"quantum": quantum}, period=p) for p in ("2026-04", "2026-05")]

    assert [10, 0] == [minutes(each) for each in found]


def test_each_outage_counts_by_the_users_that_it_affected():
    """An hour for a quarter of the users is 15 minutes; for all of them it is 60."""
    rows = [
        outage("2026-04-10 10:00", "2026-04-10 11:00", users="25%"),
        outage("2026-04-11 10:00", "2026-04-11 11:00", users="100%"),
    ]
    by_users = only(rows, metric={"weigh_by": "affected_users"}, columns=("affected",))
    for_all = only(rows, columns=("affected",))

    assert (75, 120) == (minutes(by_users), minutes(for_all))


def test_users_and_classes_weigh_together():
    """Partial (30 %) for half of the users is 15 %: nine minutes of an hour."""
    rows = [outage("2026-04-10 10:00", "2026-04-10 11:00", users="50%", impact="partial")]
    metric = {"weigh_by": "affected_users", "down": CLASSES}

    assert 9 == minutes(only(rows, metric=metric, columns=("affected", "class")))


def test_a_fixed_month_is_the_same_in_every_month():
    """Of 720 hours one hour is 1/720, in a month of 31 days too."""
    rows = [outage("2026-05-10 10:00", "2026-05-10 11:00")]
    found = only(rows, metric={"counted": {"fixed": "720h"}}, period="2026-05")

    assert (1 - Fraction(1, 720), 720 * 3600) == (found.value, found.counted)


def test_nothing_is_available_less_than_not_at_all():
    """31 days down of 720 hours: more than there are, and the availability is 0."""
    rows = [outage("2026-05-01 00:00", "2026-06-01 00:00")]
    found = only(rows, metric={"counted": {"fixed": "720h"}}, period="2026-05")

    assert (0, 744 * 60) == (found.value, minutes(found))


def test_a_rounded_value_can_meet_what_the_exact_one_misses():
    """2,600 s down of April are 99.8997 %: 99.90 % with two places."""
    rows = [outage("2026-04-10 10:00:00", "2026-04-10 10:43:20")]
    rounded = only(rows, answers={"round_measured": {"places": 2, "mode": "half_up"}})

    assert ["missed", "met"] == [only(rows).verdict, rounded.verdict]
    assert only(rows).value == rounded.value


def test_an_agreement_in_oslo_has_a_march_that_is_an_hour_shorter():
    """31 days less one hour, from midnight in Oslo."""
    contract = agreement(timezone="Europe/Oslo")

    assert 31 * 86_400 - 3600 == only([], contract, period="2026-03").counted
