"""
Availability: what is excluded, worked out by hand.

April 2026 has 720 hours; its Sundays are the 5th, 12th, 19th and 26th, with maintenance 02-06.
"""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.measure.up_time_build import MAINTENANCE, agreement, only, outage

WORK = outage("2026-04-12 02:00", "2026-04-12 06:00")
HOUR = outage("2026-04-14 10:00", "2026-04-14 11:00")
H = 3600


def with_exclusions(*exclusions, **metric):
    """An agreement whose metric names all of these exclusions."""
    named = {"exclusions": [each["id"] for each in exclusions], **metric}
    return agreement(metric=named, exclusions=list(exclusions))


def maintenance(**terms):
    """The maintenance on Sundays, with some terms of its own."""
    return {**MAINTENANCE, **terms}


def test_standing_hours_leave_the_denominator_whole():
    """16 hours of Sunday nights do not count at all: one hour of 704."""
    found = only([WORK, HOUR], with_exclusions(maintenance()))

    assert (704 * H, H, {"maintenance": 16 * H}) == (found.counted, found.down, found.excluded)
    assert 1 - Fraction(1, 704) == found.value


def test_in_the_numerator_only_their_down_time_does_not_count():
    """The four hours of work count as up: one hour of 720."""
    found = only([WORK, HOUR], with_exclusions(maintenance(on_availability="numerator")))

    assert (720 * H, H, {"maintenance": 4 * H}) == (found.counted, found.down, found.excluded)


@pytest.mark.parametrize(
    ("effect", "counted", "shown"), [("denominator", 716, "99.8603"), ("numerator", 720, "99.8611")]
)
def test_four_hours_of_maintenance_in_a_month(effect, counted, shown):
    """
    With at most four hours a month: 99.8603 % where the hours of the work are not counted at all,
    99.8611 % where they are counted as up.
    """
    terms = maintenance(at_most="4h", per="month", on_availability=effect)
    found = only([WORK, HOUR], with_exclusions(terms))

    assert (counted * H, H) == (found.counted, found.down)
    assert shown == f"{float(found.value) * 100:.4f}"


def test_what_exceeds_the_limit_counts():
    """Work of four hours each on two Sundays: the first four hours are excused, the rest counts."""
    again = outage("2026-04-19 02:00", "2026-04-19 06:00")
    terms = maintenance(at_most="5h", per="month", on_availability="numerator")
    found = only([again, WORK], with_exclusions(terms))

    assert (3 * H, {"maintenance": 5 * H}) == (found.down, found.excluded)


def test_a_limit_per_week_begins_anew_on_monday():
    """Two hours of each of two Sundays are excused."""
    again = outage("2026-04-19 02:00", "2026-04-19 06:00")
    terms = maintenance(at_most="2h", per="week", on_availability="numerator")

    assert 4 * H == only([again, WORK], with_exclusions(terms)).down


def test_a_limit_per_quarter_remembers_the_months_before():
    """Four hours of April leave one hour for May."""
    may = outage("2026-05-10 02:00", "2026-05-10 06:00")
    terms = maintenance(at_most="5h", per="quarter", on_availability="numerator")
    contract = with_exclusions(terms)
    found = [only([WORK, may], contract, period=each).down for each in ("2026-04", "2026-05")]

    assert [0, 3 * H] == found


def test_an_outage_longer_than_the_hours_counts_outside_of_them():
    """01:00 to 07:00 on a Sunday: one hour before and one after the maintenance."""
    rows = [outage("2026-04-12 01:00", "2026-04-12 07:00")]

    assert 2 * H == only(rows, with_exclusions(maintenance())).down


def test_no_second_is_excluded_twice():
    """
    Denominator first: of the hour 05:00-06:00 that two exclusions cover, the one of the
    denominator takes it, whatever the order in which the metric names them.
    """
    other = maintenance(id="batch", cause="other", hours="24x7", on_availability="numerator")
    rows = [outage("2026-04-12 05:00", "2026-04-12 07:00")]
    found = only(rows, with_exclusions(other, maintenance()))

    assert {"maintenance": 16 * H, "batch": H} == found.excluded
    assert (704 * H, 0) == (found.counted, found.down)


def test_two_exclusions_of_the_same_hours_take_them_once():
    """The second of two equal exclusions finds nothing left."""
    found = only([WORK], with_exclusions(maintenance(), maintenance(id="again")))

    assert (704 * H, {"maintenance": 16 * H}) == (found.counted, found.excluded)


@pytest.mark.parametrize(
    "terms",
    [
        {"notice": "5 working days"},
        {"claim_within": "10 days"},
        {"evidence": "required"},
        {"hours": None},
        {"cause": "force_majeure"},
        {"cause": "customer"},
        {"cause": "third_party"},
        {"cause": "suspension"},
    ],
    ids=lambda terms: next(iter(terms)) + " " + str(next(iter(terms.values()))),
)
def test_without_an_accepted_entry_nothing_is_excused(terms):
    """What must be announced, claimed, proved or established counts until the Ledger says so."""
    exclusion = {k: v for k, v in maintenance(**terms).items() if v is not None}
    found = only([WORK, HOUR], with_exclusions(exclusion))

    assert (720 * H, 5 * H, {}) == (found.counted, found.down, found.excluded)


def test_an_exclusion_that_the_metric_does_not_name_excuses_nothing():
    """Only the exclusions of the metric count."""
    contract = agreement(exclusions=[maintenance()])

    assert 4 * H == only([WORK], contract).down


def test_a_window_of_maintenance_alone_is_not_measured():
    """Where no second counts nothing happened: the answer to no_events holds."""
    always = maintenance(hours="24x7")
    found = only([WORK], with_exclusions(always))

    assert ("not_measured", None, 0) == (found.verdict, found.value, found.counted)
    assert "no second counts" == found.reason


def test_exclusions_come_off_a_fixed_length_too():
    """720 hours less 20 of the five Sundays of May."""
    contract = with_exclusions(maintenance(), counted={"fixed": "720h"})

    assert 700 * H == only([], contract, period="2026-05").counted


def test_the_hours_of_the_metric_cut_the_exclusion():
    """Sunday nights are no office hours: nothing is excluded."""
    found = only([WORK], with_exclusions(maintenance(), hours="office"))

    assert (22 * 9 * H, {}) == (found.counted, found.excluded)


def test_slots_are_counted_before_exclusions():
    """
    Down 05:58-06:03 in slots of five minutes (any): 05:55-06:05, of which the part from 06:00 on
    is outside the maintenance.
    """
    quantum = {"of": "5min", "aligned": "clock", "down_if": "any"}
    rows = [outage("2026-04-12 05:58", "2026-04-12 06:03")]

    assert 300 == only(rows, with_exclusions(maintenance(), quantum=quantum)).down
