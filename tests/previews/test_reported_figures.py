"""Figures in place of records: each is judged by the contract's own objective, exactly."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slaspec.errors import LocatedError
from tests.previews.figures import (
    AVAILABLE,
    IN_TIME,
    METRICS,
    agreement,
    measured,
    one,
    target,
    yaml,
)

HEAD = "target,window,"


def test_a_share_is_compared_with_its_objective(tmp_path):
    """99.86 % misses 99.9 %; the value is the exact fraction, not a float."""
    found = one(tmp_path, agreement(AVAILABLE), f"{HEAD}value\nuptime,2026-04,99.86%\n")

    assert ("missed", Fraction(9986, 10000)) == (found.verdict, found.value)


def test_exactly_the_objective_is_met(tmp_path):
    """99.900 % is 99.9 %."""
    found = one(tmp_path, agreement(AVAILABLE), f"{HEAD}value\nuptime,2026-04,99.900%\n")

    assert "met" == found.verdict


def test_down_seconds_without_counted_are_of_the_whole_window(tmp_path):
    """
    March 2026 in Oslo has 31 days less the hour that the clock skips: 2,674,800 s. Of them 2,674 s
    are just within 0.1 %, 2,675 s are not.
    """
    for down, verdict in ((2674, "met"), (2675, "missed")):
        text = f"{HEAD}down\nuptime,2026-03,{down}\n"
        found = one(tmp_path, agreement(AVAILABLE), text, period="2026-03")
        assert (verdict, 2674800, down) == (found.verdict, found.counted, found.down)


def test_counted_is_taken_as_it_is_given(tmp_path):
    """1 h down of 720 h counted is 99.861… %; what was excluded is told beside it."""
    text = f"{HEAD}down,counted,excluded\nuptime,2026-03,1h,2592000,7200\n"
    found = one(tmp_path, agreement(AVAILABLE), text, period="2026-03")

    assert (1 - Fraction(3600, 2592000), {"excluded": 7200}) == (found.value, found.excluded)


def test_parts_of_a_second_count(tmp_path):
    """Seconds are exact decimals: 2674.8 of 2,674,800 is 99.9 % to the last digit."""
    text = f"{HEAD}down\nuptime,2026-03,2674.8\n"
    found = one(tmp_path, agreement(AVAILABLE), text, period="2026-03")

    assert ("met", Fraction(999, 1000)) == (found.verdict, found.value)


def test_the_hours_of_the_metric_are_the_window(tmp_path):
    """On office hours (Monday to Friday, 9 h a day in UTC) April 2026 has 22 x 9 h."""
    metrics = [{**each, "hours": "office"} if each["id"] == "up" else each for each in METRICS]
    text = f"{HEAD}down\nuptime,2026-04,0\n"
    found = one(tmp_path, agreement(AVAILABLE, metrics=metrics), text)

    assert 22 * 9 * 3600 == found.counted


def test_a_fixed_window_is_its_length(tmp_path):
    """`counted: {fixed: 720h}` holds for reported figures as for records."""
    fixed = {"counted": {"fixed": "720h"}}
    metrics = [{**each, **(fixed if each["id"] == "up" else {})} for each in METRICS]
    text = f"{HEAD}down\nuptime,2026-03,0\n"
    found = one(tmp_path, agreement(AVAILABLE, metrics=metrics), text, period="2026-03")

    assert 720 * 3600 == found.counted


def test_records_are_judged_by_number(tmp_path):
    """9 of 10 is 90 %, 89 of 100 is not; the priority names the objective."""
    text = "target,objective,window,good,total\nresolution,P1,2026-04,9,10\n"
    found = measured(tmp_path, agreement(IN_TIME), f"{text}resolution,P2,2026-04,79,100\n").measured

    assert [("P1", "met", 9, 10), ("P2", "missed", 79, 100)] == [
        (each.objective, each.verdict, each.met, each.counted) for each in found
    ]


def test_few_records_are_judged_by_their_misses(tmp_path):
    """Of up to nine records one may miss: 5 of 6 is met, whatever the share says."""
    few = {"few_events": {"up_to": 9, "allow_misses": 1}}
    text = "target,objective,window,good,total\nresolution,P1,2026-04,5,6\n"
    found = measured(
        tmp_path, agreement(IN_TIME, answers=few), f"{text}resolution,P2,2026-04,4,6\n"
    ).measured

    assert ["met", "missed"] == [each.verdict for each in found]


def test_no_record_is_no_verdict(tmp_path):
    """0 of 0 is answered by `no_events`."""
    text = f"{HEAD}good,total\nresolution,2026-04,0,0\n"
    goal = target("resolution", "time", share="90%", within="4h", hours="24x7")

    assert "not_measured" == one(tmp_path, agreement(goal), text).verdict


def test_not_measured_is_answered_by_no_data(tmp_path):
    """Nobody measured: that is missed where the contract says so."""
    text = f"{HEAD}value\nuptime,2026-04,not measured\n"
    missed = agreement(AVAILABLE, answers={"no_data": "missed"})

    assert "not_measured" == one(tmp_path, agreement(AVAILABLE), text).verdict
    assert "missed" == one(tmp_path, missed, text).verdict


@pytest.mark.parametrize(
    ("text", "verdict"), [("4h", "met"), ("4h 1min", "missed"), ("14400s", "met")]
)
def test_a_percentile_is_a_time(tmp_path, text, verdict):
    """A 95th percentile of exactly its limit is met."""
    goal = target("resolution", "time", percentile="95%", within="4h", hours="24x7")
    found = one(tmp_path, agreement(goal), f"{HEAD}value\nresolution,2026-04,{text}\n")

    assert (verdict, "s") == (found.verdict, found.unit)


@pytest.mark.parametrize("text", ["400", "400 cases"])
def test_a_bare_number_is_in_the_word_of_the_metric(tmp_path, text):
    """`400` of a metric in cases is 400 cases."""
    goal = target("backlog", "backlog", at_most="400 cases")
    found = one(tmp_path, agreement(goal), f"{HEAD}value\nbacklog,2026-04,{text}\n")

    assert ("met", 400, "cases") == (found.verdict, found.value, found.unit)


def test_a_time_is_in_the_unit_of_its_metric(tmp_path):
    """12.5 ms is exact, and 0.3 s is 300 ms."""
    goal = target("delay", "delay", at_most="300ms")
    texts = [f"{HEAD}value\ndelay,2026-04,{text}\n" for text in ("12.5ms", "0.3s", "300.1ms")]
    found = [one(tmp_path, agreement(goal), text) for text in texts]

    assert [Fraction(25, 2), 300, Fraction(3001, 10)] == [each.value for each in found]
    assert ["met", "met", "missed"] == [each.verdict for each in found]


def test_a_score_is_a_plain_number(tmp_path):
    """4.2 of a scale from 1 to 5."""
    found = one(
        tmp_path,
        agreement(target("mood", "mood", at_least="4.0")),
        f"{HEAD}value\nmood,2026-04,4.2\n",
    )

    assert ("met", Fraction(21, 5)) == (found.verdict, found.value)


def test_a_throughput_is_a_number_of_records(tmp_path):
    """`at_least: 100 cases`: 99 is missed, 100 is met."""
    goal = agreement(target("output", "closed", at_least="100 cases"))
    found = [
        one(tmp_path, goal, f"{HEAD}value\noutput,2026-04,{number}\n") for number in ("99", "100")
    ]

    assert [("missed", 99), ("met", 100)] == [(each.verdict, each.counted) for each in found]


def test_rounding_is_that_of_the_contract(tmp_path):
    """99.896 % misses 99.9 % exactly, and meets it when two decimals are compared."""
    text = f"{HEAD}value\nuptime,2026-04,99.896%\n"
    rounded = agreement(AVAILABLE, answers={"round_measured": {"places": 2, "mode": "half_up"}})

    assert "missed" == one(tmp_path, agreement(AVAILABLE), text).verdict
    assert "met" == one(tmp_path, rounded, text).verdict


def test_a_smoothed_value_needs_the_row_before(tmp_path):
    """The mean of 99.7 % in March and 100 % in April is 99.85 %: April is missed."""
    smooth = {**AVAILABLE, "smooth_with": "previous_window"}
    text = f"{HEAD}value\nuptime,2026-03,99.7%\nuptime,2026-04,100%\n"
    found = one(tmp_path, agreement(smooth), text)

    assert ("missed", Fraction(9985, 10000)) == (found.verdict, found.judged)


def test_single_outages_add_up(tmp_path):
    """35 min and 2 h are 9,300 s down; each keeps its number, its times and the incident."""
    each = {"for_each": "outage"}
    text = (
        f"{HEAD}outages,incident\nuptime,2026-04,35min; OUT-2"
        " 2026-04-03T10:00:00+02:00/2026-04-03T12:00:00+02:00,INC-7\n"
    )
    found = one(tmp_path, agreement(AVAILABLE, remedy=each), text)

    assert 9300 == found.down
    assert [("uptime-2026-04-1", None, 2100, "INC-7"), ("OUT-2", 1775203200, 7200, "INC-7")] == [
        (miss.id, miss.begin, miss.size, miss.incident) for miss in found.misses
    ]


def test_records_that_are_paid_for_themselves_are_numbered(tmp_path):
    """8 of 10: two missed, and nobody said their numbers; those of other rows are others."""
    text = f"{HEAD}good,total\nresolution,2026-04,8,10\n"
    goal = target("resolution", "time", share="90%", within="4h", hours="24x7")
    found = one(tmp_path, agreement(goal, remedy={"for_each": "record"}), text)

    assert ("resolution-2026-04-1", "resolution-2026-04-2") == found.missed_ids


def test_yaml_says_the_same_as_csv(tmp_path):
    """Numbers may stand plain in YAML; outages may be a list."""
    rows = yaml({"target": "uptime", "window": "2026-04", "outages": ["35min", "2h"]})
    csv = f"{HEAD}outages\nuptime,2026-04,35min; 2h\n"

    in_yaml = one(tmp_path, agreement(AVAILABLE), rows, name="m.yaml")
    in_csv = one(tmp_path, agreement(AVAILABLE), csv)

    assert 9300 == in_yaml.down
    assert replace(in_csv, at=in_yaml.at) == in_yaml


def test_what_binds_no_remedy_needs_no_row(tmp_path):
    """It is shown as not measured: nobody gave its figure."""
    free = {**target("backlog", "backlog", at_most="400 cases"), "remedies": []}
    text = f"{HEAD}value\nuptime,2026-04,100%\n"
    found = measured(tmp_path, agreement(AVAILABLE, free), text).measured

    assert ["met", "not_measured"] == [each.verdict for each in found]
    assert "no figure is given" == found[1].reason


def test_windows_outside_the_term_need_no_row(tmp_path):
    """The term begins on 1 March: January and February have no verdict and no row."""
    late = agreement(AVAILABLE, effective={"from": "2026-03-01", "through": "2026-12-31"})
    text = f"{HEAD}value\nuptime,2026-03,100%\n"
    found = measured(tmp_path, late, text, "2026-Q1").measured

    assert ["outside the term", "outside the term", ""] == [each.reason for each in found]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**7), st.integers(1, 2592000))
def test_down_of_counted_is_an_exact_share(tmp_path_factory, tenths, counted):
    """Whatever the figures: the value is 1 - down / counted, and the verdict follows from it."""
    down = Fraction(min(tenths, counted * 10), 10)
    text = f"{HEAD}down,counted\nuptime,2026-04,{_dec(down)},{counted}\n"
    found = one(tmp_path_factory.mktemp("m"), agreement(AVAILABLE), text)

    assert 1 - down / counted == found.value
    assert ("met" if found.value >= Fraction(999, 1000) else "missed") == found.verdict


def _dec(figure):
    whole, tenth = divmod(figure * 10, 10)
    return f"{whole}.{tenth}"


def test_a_month_without_an_outage_is_told_by_no_seconds_down(tmp_path):
    """Where each outage is paid, seconds alone do not tell them; 0 s are none."""
    each = {"for_each": "outage"}

    found = one(tmp_path, agreement(AVAILABLE, remedy=each), f"{HEAD}down\nuptime,2026-04,0\n")

    assert ("met", ()) == (found.verdict, found.misses)
    with pytest.raises(LocatedError, match="'down' alone does not settle uptime"):
        one(tmp_path, agreement(AVAILABLE, remedy=each), f"{HEAD}down\nuptime,2026-04,1\n")
