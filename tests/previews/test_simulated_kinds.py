"""Runs of outages, remedies for each record, and targets of which a profile knows nothing."""

from datetime import date

import numpy as np
import pytest

from slaspec.language.read import read_text
from slaspec.measure.measure import measure_all
from slaspec.measure.runs import measure_runs
from slaspec.measure.texts import text_plans
from slaspec.measure.windows import period as dates
from slaspec.records.selection import selected, selected_outages
from slaspec.records.simulate.runs import runs_of
from slaspec.records.simulate.streams import Span
from slaspec.service_time.civil import midnight
from slaspec.report.exposure_text import exposure_text
from slaspec.use_cases.exposure import exposures
from tests.previews.figures import AVAILABLE, agreement, book_of, target

AS_OF = date(2026, 5, 1)
RUNS = 12
HOURS = "{" + ", ".join(
    f"{day}: [{', '.join(['1'] * 24)}]" for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
) + "}"  # fmt: skip
PROFILE = f"""\
apiVersion: slaspec/v1
kind: Profile
id: both
title: Tickets and outages
timezone: UTC
outages:
  per_year: 90
  components: {{desk: 100%}}
  classes: {{down: {{share: 100%, duration: {{p0: 10min, p100: 5h}}}}}}
tickets:
  per_week: 40
  hours_of_week: {HOURS}
  services: {{desk: 100%}}
  priorities: {{P1: {{share: 100%, resolution: {{p0: 1h, p100: 5h}}}}}}
  closed: {{after: {{p50: 120h}}}}
"""
RESOLVED = target("resolution", "time", share="90%", within="4h", hours="24x7")


@pytest.fixture(scope="module")
def profile():
    """A profile of tickets and outages."""
    read = read_text(PROFILE.encode(), "both.profile.yaml")
    assert () == tuple(read.findings)
    return read


def made(whole, profile):
    """The book of an agreement with the profile, and its plan of April 2026."""
    book = book_of(whole)
    book = type(book)(book.root, (*book.files, profile))
    return book, text_plans(book, "acme", *dates("2026-04"))[-1].plan


@pytest.mark.parametrize("remedy", [{}, {"for_each": "outage"}])
def test_outages_of_a_run_are_measured_alone(profile, remedy):
    """The seconds down of each of 12 Aprils are those of its own outages."""
    book, plan = made(agreement(AVAILABLE, remedy=remedy), profile)
    as_of = midnight(date(2026, 7, 1), plan.zone)
    runs = runs_of(
        book, profile.contract, "noc", Span(3, date(2026, 3, 1), date(2026, 4, 30)), RUNS
    )
    ((outages, run),) = runs.parts()
    together = list(measure_runs([plan], {"noc": runs.parts()}, as_of, RUNS))

    for number in range(RUNS):
        own = selected_outages(outages, np.flatnonzero(run == number))
        (alone,) = measure_all([plan], {"noc": [own]}, as_of)
        assert [(m.verdict, m.down, m.misses) for m in alone.measured] == [
            (m.verdict, m.down, m.misses) for m in together[number][0].measured
        ]
    assert len({each[0].measured[0].down for each in together}) > RUNS // 2


def test_records_that_are_paid_for_themselves_are_told(profile):
    """Each run has the misses of its own tickets."""
    book, plan = made(agreement(RESOLVED, remedy={"for_each": "record"}), profile)
    as_of = midnight(date(2026, 7, 1), plan.zone)
    runs = runs_of(
        book, profile.contract, "itsm", Span(3, date(2026, 3, 25), date(2026, 4, 30)), RUNS
    )
    ((tickets, run),) = runs.parts()
    together = list(measure_runs([plan], {"itsm": runs.parts()}, as_of, RUNS))

    for number in range(RUNS):
        own = selected(tickets, np.flatnonzero(run == number))
        (alone,) = measure_all([plan], {"itsm": [own]}, as_of)
        assert [m.misses for m in alone.measured] == [
            m.misses for m in together[number][0].measured
        ]


def test_both_streams_of_a_profile_are_used(profile):
    """Tickets for the one target, outages for the other; a target without either is named."""
    whole = agreement(AVAILABLE, RESOLVED, target("backlog", "backlog", at_most="400 cases"))
    book, _ = made(whole, profile)
    (found,) = exposures(book, ["acme"], "2026-04", "both", as_of=AS_OF, months=30)
    rows = {row.target: row.distribution for row in found.rows}

    assert ["", "uptime", "resolution"] == list(rows)
    assert rows["uptime"].expected + rows["resolution"].expected == rows[""].expected
    assert (
        "profile 'both' brings no records for acme#backlog, which is measured on 'meter': it is"
        " not in these figures",
    ) == found.remarks


def test_without_a_cap_there_is_no_most(profile):
    """It is said why, in place of an amount."""
    remedy = {"quantity": {"of": "duration", "step": "1h", "count": "whole"},
              "rate": {"per_step": "1.00 EUR"}, "for_each": "outage"}  # fmt: skip
    whole = agreement(AVAILABLE)
    whole["remedies"] = [{"id": "credit", **remedy}]
    book, _ = made(whole, profile)
    (found,) = exposures(book, ["acme"], "2026-04", "both", as_of=AS_OF, months=2)

    assert (None, None) == (found.maximum.window, found.maximum.contract_year)
    assert "At most: not told ('credit': " in exposure_text(found)
