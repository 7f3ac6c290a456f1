"""
The profile of the UCI log (data set 498, CC BY 4.0), and the stream that it makes.

The published figures of the log stand in the README beside it and in the profile of aggregates.
"""

from __future__ import annotations

import json
import os
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from slaspec.language.model import Profile
from slaspec.language.read import read_text
from slaspec.report.profile_text import fitted_text, profile_text
from slaspec.use_cases.load import load
from slaspec.use_cases.profile import Told, fit_profile

DATA = Path(
    os.environ.get("SLASPEC_REAL_DATA")
    or Path(__file__).resolve().parents[2] / ".." / "shared" / "data"
)
LOG = DATA / "uci-servicenow-incidents" / "incident_event_log.csv.gz"
CONTRACTS = Path(__file__).parent / "uci" / "contracts"

pytestmark = pytest.mark.skipif(
    not LOG.is_file(), reason="the UCI log is not here; SLASPEC_REAL_DATA names the folder"
)


@pytest.fixture(scope="module")
def fitted():
    return fit_profile(load(CONTRACTS), "uci-log", LOG, Told(licence="CC BY 4.0"))


@pytest.fixture(scope="module")
def flow(fitted):
    return fitted.document["tickets"]


@pytest.fixture(scope="module")
def published():
    return json.loads((DATA / "profiles" / "uci-servicenow.json").read_text("utf-8"))


def percent(text):
    return Fraction(text.rstrip("%"))


def test_the_stream_is_like_the_log(fitted):
    """
    200,000 tickets of the profile have the quantiles, priorities and waiting of the log within
    the printed tolerance.
    """
    assert [] == [each for each in fitted.deviations if not each.within]
    assert 13 == len(fitted.deviations)
    assert "tolerance" in fitted_text(fitted)
    assert "beyond" not in fitted_text(fitted)


def test_the_volume_is_that_of_thirteen_weeks(fitted, flow, published):
    """2016-02-29 to 2016-05-29, 23,972 of 24,918 tickets; 1,844 a week."""
    volume = fitted.volume

    assert (date(2016, 2, 29), date(2016, 5, 29)) == (volume.first, volume.last)
    assert 23_972 == volume.counted
    assert round(published["tickets_per_week"]) == flow["per_week"]


def test_the_hours_of_the_week_are_those_published(flow, published):
    """Every one of the 168 shares, to a hundredth of a percent of all tickets."""
    counts = [count for day in flow["hours_of_week"].values() for count in day]
    shares = published["arrival_share_by_hour_of_week_mon0"]

    assert 168 == len(counts) == len(shares)
    for count, share in zip(counts, shares):
        assert abs(Fraction(count, sum(counts)) - Fraction(str(share))) < Fraction(1, 10_000)


def test_waiting_reopening_and_missing_resolutions_are_those_published(flow, published):
    """
    Waiting 23.4 %, reopened 1.1 %, without a resolution 6.2 %, changed priority 1.5 %.

    Ours are of resolved tickets, and of waiting before the resolution: half a point apart, or two.
    """
    shares = {name: each["waiting"] for name, each in flow["priorities"].items()}
    waiting = percent(shares["P3"])

    assert abs(waiting - 100 * Fraction(str(published["any_awaiting_case_share"]))) < 2
    assert abs(percent(flow["reopened"]["share"]) - Fraction("1.1")) < Fraction("0.5")
    assert "6.24%" == flow["closed"]["without_resolved"]


def test_the_bulk_close_of_march(flow):
    """3,114 tickets were closed on 2016-03-24: about 12 % of all are closed together."""
    assert "quarter" == flow["closed"]["bulk"]["every"]
    assert 12 < percent(flow["closed"]["bulk"]["share"]) < 14


def test_the_others_close_five_days_after(flow, published):
    """120.25, 120.55 and 120.83 hours at the quartiles of the log, bulk closes among them."""
    for name in ("p25", "p50"):
        hours, _, minutes = flow["closed"]["after"][name].partition("h ")
        ours = int(hours) + Fraction(int(minutes.removesuffix("min")), 60)
        assert abs(ours - Fraction(str(published["resolve_to_close_wall_h"][name]))) < Fraction(
            1, 5
        )


def test_the_profile_tells_of_nobody(fitted):
    """It reads as a Profile, and holds no number, caller, group or label of the log."""
    text = profile_text(fitted.document)
    file = read_text(text.encode(), "uci.profile.yaml")

    assert () == tuple(file.findings)
    assert isinstance(file.contract, Profile)
    for word in ("INC", "Group", "Caller", "Resolved by", "Location"):
        assert word not in text
