"""Clocks of every kind: percentiles, groups, filters, other events, lists of last times."""

from __future__ import annotations

import pytest

from slaspec.checks.pages.examples import write_example
from slaspec.checks.measurable.witnesses.trial import Trial
from slaspec.language.book import load_book

COLUMNS = "id: number, at: updated, state: state, priority: priority, reported: opened"


@pytest.fixture
def tried(tmp_path):
    """The trial of a target with its own metric and objective, on a source with more columns."""

    def make(metric, objective, columns="", source="", answers=""):
        example = (
            f"metrics:\n  - {{id: measured, kind: duration, source: itsm-export, {metric}}}\n"
            "targets:\n  - {id: timed, service: service-desk, metric: measured,"
            f"{answers} objective: {{{objective}}}}}\n---\n"
            f"kind: DataSource\ncolumns: {{{COLUMNS}{columns}}}\n{source}"
        )
        write_example(example, tmp_path)
        book = load_book(tmp_path)
        whole = book.agreement("acme-sla")
        return Trial(book, whole, whole.targets[0])

    return make


def turns(trial):
    """Whether every case turns at its limit; there is at least one."""
    assert (None, ()) == (trial.not_run, trial.cannot)
    assert trial._prepared.cases
    return ((), ()) == (trial.failures("inside"), trial.failures("outside"))


SHARE = "share: 90%, within: 4h, hours: office"


def test_a_percentile_turns_at_its_rank(tried):
    """The 95th percentile of 20 is the 19th: one may be late, two may not."""
    metric = "start: reported, stop: [resolved, closed], pause: [waiting_customer]"
    trial = tried(metric, "percentile: 95%, within: 4h, hours: office")
    case = trial._prepared.cases[0]

    assert ([19, 1], [18, 2]) == tuple([n for _, n in side] for side in (case.inside, case.outside))
    assert turns(trial)


@pytest.mark.parametrize(
    ("metric", "columns"),
    [
        ("start: reported, stop: [first_response], pause: []", ", first_response: answered"),
        ("start: assigned, stop: [closed], pause: [waiting_customer]", ", assigned: assigned_at"),
        ("start: reported, stop: [resolved], pause: [], group: L2, visits: sum", ", group: team"),
        (
            "start: reported, stop: [resolved], pause: [], where: {offering: [gold]}",
            ", offering: o",
        ),
    ],
)
def test_other_events_groups_and_filters_turn_at_their_limit(tried, metric, columns):
    """What the source has a column for can start, stop or select a clock."""
    assert turns(tried(metric, SHARE, columns))


@pytest.mark.parametrize("order", ["iso", "day_first", "month_first"])
def test_a_list_of_last_times_turns_at_its_limit(tried, order):
    """A snapshot has one row for each record, in the order of dates that it declares."""
    trial = tried(
        "start: reported, stop: [resolved, closed], pause: []",
        SHARE,
        ", resolved: done, closed: shut",
        f"layout: snapshot\ndate_order: {order}\n",
        " reopened: {clock: continues, gap: counts},",
    )

    assert turns(trial)


@pytest.mark.parametrize("limit", ["1s", "90s", "27h", "400h"])
@pytest.mark.parametrize("reached", ["met", "missed"])
def test_limits_of_any_length_turn_at_their_second(tried, limit, reached):
    """From one second to many working days, at the limit as the contract says."""
    trial = tried(
        "start: reported, stop: [resolved, closed], pause: [waiting_customer]",
        f"share: 90%, within: {limit}, hours: office",
        answers=f" limit_reached: {reached},",
    )

    assert turns(trial)
