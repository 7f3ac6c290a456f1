"""Witnesses of figures and of numbers of records: the last value that is met, and the next one."""

from __future__ import annotations

from fractions import Fraction

import pytest

from slaspec.checks.pages.examples import write_example
from slaspec.checks.measurable.witnesses.thresholds import threshold
from slaspec.checks.measurable.witnesses.trial import Trial
from slaspec.language.book import load_book
from slaspec.language.model.interpretation import RoundMeasured
from slaspec.language.model.node import NOWHERE
from slaspec.language.quantities import Amount
from slaspec.measure.plan import ObjectivePlan
from slaspec.measure.questions import Answers

FIGURES = """\
---
kind: DataSource
---
kind: DataSource
id: figures
title: Figures of the service desk
format: csv
records: value
layout: snapshot
columns: {at: day, value: figure}
# states is missing
# sample is missing
"""


@pytest.fixture
def tried(tmp_path):
    """The trial of a target with a metric and an objective of its own."""

    def make(metric, objective, more=""):
        example = (
            f"metrics:\n  - {{id: measured, {metric}}}\n"
            "targets:\n  - {id: figure, service: service-desk, metric: measured,"
            f"{more} objective: {{{objective}}}}}\n{FIGURES}"
        )
        write_example(example, tmp_path)
        book = load_book(tmp_path)
        whole = book.agreement("acme-sla")
        return Trial(book, whole, whole.targets[0])

    return make


def edge(at_least=None, at_most=None, rounded=None, unit="cases"):
    """The last figure that is met and the first that is not, in steps two decimals finer."""
    objective = ObjectivePlan(
        name="all",
        at=NOWHERE,
        at_least=Amount(at_least) if at_least else None,
        at_most=Amount(at_most) if at_most else None,
    )
    rule = RoundMeasured(places=rounded[0], mode=rounded[1]) if rounded else None
    found = threshold(objective, unit, Answers(round_measured=rule))
    return found.edge(found.step)


@pytest.mark.parametrize(
    ("said", "met", "missed"),
    [
        ({"at_most": "10 cases"}, "10", "10.01"),
        ({"at_least": "4.5", "unit": ""}, "4.5", "4.499"),
        ({"at_least": "99.9%", "unit": "%"}, "99.9", "99.899"),
        ({"at_most": "30min", "unit": "min"}, "30", "30.01"),
        ({"at_most": "30min", "unit": "h"}, "0.5", "0.51"),
        ({"at_most": "10 cases", "rounded": (0, "half_up")}, "10.49", "10.5"),
        ({"at_least": "99.9%", "unit": "%", "rounded": (1, "half_up")}, "99.85", "99.849"),
    ],
)
def test_the_edge_of_a_threshold(said, met, missed):
    """At the threshold itself, or where agreed rounding reaches it."""
    assert (Fraction(met), Fraction(missed)) == edge(**said)


@pytest.mark.parametrize(
    ("objective", "within", "late"),
    [
        ("at_most: 10 cases", "10 cases", "10.01 cases"),
        ("at_least: 3.5 cases", "3.5 cases", "3.499 cases"),
    ],
)
def test_a_figure_turns_at_its_threshold(tried, objective, within, late):
    """A row with the figure is read, measured and judged on both sides."""
    trial = tried("kind: value, source: figures, unit: cases, take: last", objective)
    [case] = trial._prepared.cases

    assert (None, ()) == (trial.not_run, trial.cannot)
    assert (within, late) == (case.within.told()[1], case.late.told()[1])
    assert ((), ()) == (trial.failures("inside"), trial.failures("outside"))


def test_a_threshold_below_every_figure_cannot_be_missed(tried):
    """At least 0 of figures that are never negative says nothing."""
    trial = tried("kind: value, source: figures, unit: cases, take: last", "at_least: 0 cases")

    [cannot] = trial.cannot
    assert (("outside",), "no figure of 'measured' is below 0") == (cannot.sides, cannot.sentence)


@pytest.mark.parametrize(
    ("objective", "counts"),
    [("at_least: 400 cases", (400, 399)), ("at_most: 30 cases", (30, 31))],
)
def test_a_throughput_turns_at_one_record(tried, objective, counts):
    """As many records as are asked for, and one less or one more."""
    trial = tried(
        "kind: throughput, records: incident, source: itsm-export, event: closed", objective
    )
    [case] = trial._prepared.cases

    assert counts == tuple(sum(n for _, n in case.crowd(side)) for side in ("inside", "outside"))
    assert ((), ()) == (trial.failures("inside"), trial.failures("outside"))


def counts_of(trial):
    """How many records of how many are good, on both sides of the only case."""
    assert (None, ()) == (trial.not_run, trial.cannot)
    [case] = trial._prepared.cases
    assert ((), ()) == (trial.failures("inside"), trial.failures("outside"))
    return case.within.told()[-1], case.late.told()[-1]


RATIO = "kind: ratio, records: incident, source: itsm-export, good: {offering: [gold]}"
OFFERING = (
    "columns: {id: number, at: updated, state: state, priority: priority, reported: opened,"
    " offering: o}\n"
)


@pytest.mark.parametrize(
    ("objective", "counts"),
    [("at_least: 95%", ("19 / 20", "18 / 20")), ("at_most: 5%", ("1 / 20", "2 / 20"))],
)
def test_a_ratio_of_tickets_turns_at_one_good_record(tried, monkeypatch, objective, counts):
    """Good and other records, told apart by a field of the source."""
    monkeypatch.setattr(
        f"{__name__}.FIGURES",
        FIGURES.replace("kind: DataSource\n", f"kind: DataSource\n{OFFERING}", 1),
    )

    assert counts == counts_of(tried(RATIO, objective, " few_events: none,"))


def test_a_ratio_of_counted_calls_turns_at_one_good_call(tried, monkeypatch):
    """A source that counts its good calls itself says both numbers in one row."""
    counted = FIGURES.replace("records: value", "records: request_log").replace(
        "value: figure", "good: ok, total: all"
    )
    monkeypatch.setattr(f"{__name__}.FIGURES", counted)
    metric = "kind: ratio, records: request_log, source: figures"

    assert ("999 / 1000", "998 / 1000") == counts_of(tried(metric, "at_least: 99.9%"))


@pytest.mark.parametrize(
    ("objective", "points"),
    [("at_least: 4.5", ("450 / 100", "449 / 100")), ("at_most: 2", ("200 / 100", "201 / 100"))],
)
def test_a_mean_score_turns_at_one_point(tried, monkeypatch, objective, points):
    """A hundred answers whose sum is just enough, and one point less or more."""
    survey = OFFERING.replace("offering: o", "survey: stars")
    monkeypatch.setattr(
        f"{__name__}.FIGURES",
        FIGURES.replace("kind: DataSource\n", f"kind: DataSource\n{survey}", 1),
    )
    metric = "kind: score, source: itsm-export, field: survey, lowest: 1, highest: 5, minimum_response: 20%"
    trial = tried(metric, objective)
    [case] = trial._prepared.cases

    assert (None, ()) == (trial.not_run, trial.cannot)
    assert points == (case.within.told()[2], case.late.told()[2])
    assert ((), ()) == (trial.failures("inside"), trial.failures("outside"))


def test_a_score_that_nobody_can_give_is_noticed(tried, monkeypatch):
    """At least 5.5 of five stars cannot be met; at least 1 cannot be missed."""
    survey = OFFERING.replace("offering: o", "survey: stars")
    monkeypatch.setattr(
        f"{__name__}.FIGURES",
        FIGURES.replace("kind: DataSource\n", f"kind: DataSource\n{survey}", 1),
    )
    metric = "kind: score, source: itsm-export, field: survey, lowest: 1, highest: 5, minimum_response: 20%"

    [cannot] = tried(metric, "at_least: 1").cannot
    assert (("outside",), "scores go from 1 to 5") == (cannot.sides, cannot.sentence)


def test_a_percentile_of_figures_turns_at_its_rank(tried):
    """The 95th percentile of 20 figures: one may lie above the limit, two may not."""
    trial = tried(
        "kind: value, source: figures, unit: ms, percentile: nearest_rank",
        "percentile: 95%, within: 300ms",
        " few_events: {up_to: 9, allow_misses: 1},",
    )
    [case] = trial._prepared.cases

    assert ([19, 1], [18, 2]) == tuple([n for _, n in side] for side in (case.inside, case.outside))
    assert ((), ()) == (trial.failures("inside"), trial.failures("outside"))


def test_a_ratio_of_which_every_record_is_good_cannot_be_missed(tried, monkeypatch):
    """All that is counted is good: 100 % for ever."""
    monkeypatch.setattr(
        f"{__name__}.FIGURES",
        FIGURES.replace("kind: DataSource\n", f"kind: DataSource\n{OFFERING}", 1),
    )
    trial = tried(f"{RATIO}, total: {{offering: [gold]}}", "at_least: 95%", " few_events: none,")

    [cannot] = trial.cannot
    assert (("outside",), "every record that it counts is a good one") == (
        cannot.sides,
        cannot.sentence,
    )


def test_what_is_counted_and_not_good_is_the_other_record(tried, monkeypatch):
    """Of gold and tin only gold is good."""
    monkeypatch.setattr(
        f"{__name__}.FIGURES",
        FIGURES.replace("kind: DataSource\n", f"kind: DataSource\n{OFFERING}", 1),
    )
    trial = tried(
        f"{RATIO}, total: {{offering: [gold, tin]}}", "at_least: 95%", " few_events: none,"
    )

    assert ("19 / 20", "18 / 20") == counts_of(trial)
