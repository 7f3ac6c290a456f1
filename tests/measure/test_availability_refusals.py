"""Availability: what is not said or does not go together stops, with its place and what to do."""

from __future__ import annotations

import pytest

from slaspec.errors import LocatedError
from tests.measure.up_time_build import (
    MAINTENANCE,
    agreement,
    only,
    outage,
    planned,
    probes,
    source,
)

WORN = {"down": "100%"}


def refusal(contract, origin=None):
    """The error with which a plan stops."""
    with pytest.raises(LocatedError) as error:
        planned(contract, origin or source())
    return error.value


def with_exclusion(**terms):
    """An agreement with one exclusion, whose terms of None are not given."""
    exclusion = {k: v for k, v in {**MAINTENANCE, **terms}.items() if v is not None}
    return agreement(metric={"exclusions": ["maintenance"]}, exclusions=[exclusion])


@pytest.mark.parametrize(
    ("contract", "origin", "sentence"),
    [
        (agreement(metric={"unmonitored": None}), None, "'unmonitored'"),
        (agreement(metric={"quantum": None}), None, "'quantum'"),
        (agreement(metric={"hours": None}), None, "'hours' is not said"),
        (agreement(answers={"no_data": None}), None, "'no_data' is not said"),
        (agreement(answers={"round_measured": None}), None, "'round_measured' is not said"),
        (agreement(), source("class"), "does not say which of them is down"),
        (agreement(metric={"down": {"down": "130%"}}), None, "cannot be down by 130%"),
        (agreement(metric={"weigh_by": "affected_users"}), None, "does not say how many they were"),
        (agreement(metric={"of": "mail"}), None, "has no outages of 'mail'"),
        (
            agreement(),
            source("component", components={"mail": ["Mail"]}),
            "has no outages of 'network'",
        ),
        (
            agreement(metric={"quantum": {"of": "7min", "aligned": "clock", "down_if": "any"}}),
            None,
            "do not fill a day",
        ),
        (
            agreement(metric={"quantum": {"of": "0s", "aligned": "outage", "down_if": "any"}}),
            None,
            "leaves no time",
        ),
        (agreement(metric={"minimum_outage": "300ms"}), None, "no whole number of seconds"),
        (agreement(metric={"exclusions": ["strike"]}), None, "there is no exclusion 'strike'"),
        (with_exclusion(on_availability=None), None, "does not say what it does to metric"),
        (with_exclusion(at_most="4h"), None, "does not say in which period"),
        (with_exclusion(hours="nights"), None, "there is no calendar 'nights'"),
        (
            agreement(metric={"down": WORN}),
            probes(silence_after=None),
            "does not say how long a probe speaks",
        ),
        (
            agreement(metric={"down": WORN, "weigh_by": "affected_users"}),
            probes(),
            "does not say how many they were",
        ),
        (agreement(metric={"minimum_sample": 5}), None, "an availability has no sample"),
        (agreement(target={"minimum_sample": 5}), None, "an availability has no sample"),
        (agreement(target={"objective": {"share": "90%", "within": "4h"}}), None, "'share'"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_plan_stops_at_what_is_open_or_wrong(contract, origin, sentence):
    """Each is refused by name, at a place of the contract, with what to do."""
    error = refusal(contract, origin)

    assert sentence in error.message
    assert error.at.startswith(("acme.yaml:", "noc.yaml:"))
    assert error.help


def test_a_class_that_nobody_weighs_stops_the_measurement():
    """Neither 0 nor 100 % is assumed of a class that the contract does not name."""
    rows = [outage("2026-04-10 10:00", "2026-04-10 11:00", impact="brownout")]
    with pytest.raises(LocatedError, match="outages of class 'brownout'") as error:
        only(rows, metric={"down": WORN}, columns=("class",))

    assert "add brownout: 100% to down of the metric, or 0%" == error.value.help


def test_an_outage_without_its_users_stops_the_measurement():
    """An outage of unknown reach is neither for nobody nor for all."""
    rows = [outage("2026-04-10 10:00", "2026-04-10 11:00", users="")]
    with pytest.raises(LocatedError, match="'O 2026-04-10 10:00' does not say how many users"):
        only(rows, metric={"weigh_by": "affected_users"}, columns=("affected",))


def test_a_fixed_length_of_a_part_of_a_window_is_refused():
    """720 hours have no part that would be the active one."""
    contract = agreement(
        metric={"counted": {"fixed": "720h"}},
        answers={"partial_window": {"charge": "full", "counted": "active"}},
        effective={"from": "2026-04-15", "through": "2027-12-31"},
    )
    with pytest.raises(LocatedError, match="counts a fixed length"):
        only([], contract)
    whole = {"partial_window": {"charge": "full", "counted": "window"}}
    contract["interpretation"].update(whole)

    assert 720 * 3600 == only([], contract).counted
