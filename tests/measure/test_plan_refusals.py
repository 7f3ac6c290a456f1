"""What a plan refuses: nothing that moves a verdict is accepted and then ignored."""

from __future__ import annotations

from dataclasses import fields
from typing import Literal, get_args, get_origin, get_type_hints

import pytest

from slaspec.errors import LocatedError, Unsupported
from slaspec.language.model.interpretation import MeasureAnswers
from slaspec.language.model import metric as metrics
from slaspec.language.model.metric import MetricHead
from slaspec.language.model.node import Node
from slaspec.language.model.target import Objective, Target
from slaspec.measure.kinds import kinds
from slaspec.measure.plan import Answers
from slaspec.measure.refusals import BESIDE, CONDITIONS, MEASURED, REFUSED_ANSWERS
from tests.measure.build import (
    ANSWERS,
    agreement,
    cells,
    fates,
    measured,
    planned,
    planned_on,
    source,
    ticket,
)

OBJECTIVE = {"share": "90%", "within": "4h", "hours": "24x7"}


def refusal(contract, error=LocatedError, layout="events"):
    """The error that stops a plan."""
    with pytest.raises(error) as caught:
        planned(contract, layout=layout)
    assert caught.value.at.startswith(("acme.yaml:", "itsm.yaml:"))
    return caught.value


@pytest.mark.parametrize("question", sorted(ANSWERS))
def test_a_question_without_an_answer_is_named_with_its_place(question):
    """Every question on which a verdict depends stops the plan where nobody answers it."""
    error = refusal(agreement(answers={question: None}))

    assert error.message.startswith(f"'{question}' is not said: ")
    assert question in error.help
    assert not isinstance(error, Unsupported)


@pytest.mark.parametrize("question", ["start", "stop", "pause"])
def test_a_metric_says_its_events(question):
    """Start, stop and pauses belong to the metric; `pause: []` is an answer, silence is not."""
    contract = agreement()
    del contract["metrics"][0][question]

    assert f"does not say '{question}'" in refusal(contract).message


def test_the_hours_of_an_objective_are_asked_for():
    """Neither the objective nor its metric says in which hours time counts."""
    contract = agreement(target={"objective": {"share": "90%", "within": "4h"}})

    assert "'hours' is not said" in refusal(contract).message


def test_a_calendar_that_is_not_there():
    """The place is that of the hours."""
    contract = agreement(target={"objective": {**OBJECTIVE, "hours": "nights"}})

    assert "there is no calendar 'nights'" in refusal(contract).message


def test_an_agreement_says_its_time_zone():
    """Windows begin and end on somebody's clock."""
    contract = agreement()
    del contract["timezone"]

    assert "'timezone' is not said" in refusal(contract).message


def test_a_partial_window_without_its_rule():
    """The first window of the term is only partly inside, and nobody says what that means."""
    contract = agreement(effective={"from": "2026-04-10"})
    with pytest.raises(
        LocatedError, match="'partial_window' is not said: window 2026-04"
    ) as caught:
        measured(contract, [])

    assert not isinstance(caught.value, Unsupported)


@pytest.mark.parametrize("level", ["answers", "metric", "target"])
def test_late_reports_are_refused_at_any_level(level):
    """A window that is missed because its report came late cannot be told from the records."""
    error = refusal(agreement(**{level: {"late_report": "missed"}}), Unsupported)

    assert "'late_report: missed'" in error.message


def test_figures_of_the_customer_are_refused_where_they_could_decide():
    """A figure that nobody reported would be looked for in a second source; a clock never asks."""
    contract = agreement(answers={"no_data": "customer_figures"})

    assert planned(contract).targets
    contract["metrics"] = [{"id": "time", "kind": "value", "source": "itsm", "unit": "cases"}]
    contract["targets"][0]["objective"] = {"at_most": "10 cases"}
    rows = source("snapshot", format="csv", records="value", columns={"at": "day", "value": "n"})
    with pytest.raises(Unsupported, match="'no_data: customer_figures'"):
        planned_on(rows, contract)


def test_what_is_only_reported_is_measured():
    """`report_only` owes nothing: the verdict is shown all the same."""
    contract = agreement(answers={"obligation": "report_only"})

    assert planned(contract).targets


def test_a_nearer_obligation_is_the_one_that_holds():
    """The target owes a result, whatever the rest of the agreement only reports."""
    contract = agreement(answers={"obligation": "report_only"}, target={"obligation": "result"})

    assert planned(contract).targets


@pytest.mark.parametrize("span", ["720 hours", "10 working days", "2 windows"])
def test_a_rolling_window_is_a_number_of_dates(span):
    """Hours and working days are no dates: there is no midnight at which it would begin."""
    contract = agreement(answers={"window": {"rolling": span, "every": "month"}})

    assert "which is no number of dates" in refusal(contract).message


OBJECTIVES = [{"availability": "99.9%"}, {"at_least": "98%"}, {"at_most": "1%"}]


@pytest.mark.parametrize("objective", OBJECTIVES, ids=lambda o: next(iter(o)))
def test_objectives_that_a_clock_cannot_be_asked(objective):
    """A duration has a share or a percentile within a limit; the refusal names the other one."""
    error = refusal(agreement(target={"objective": objective}))

    assert f"'{next(iter(objective))}' cannot be asked of metric 'time'" in error.message


def test_a_metric_on_records_of_another_kind_of_source():
    """A clock is not measured on a list of figures."""
    rows = source("snapshot", format="csv", records="value", columns={"at": "day", "value": "n"})
    with pytest.raises(LocatedError, match="cannot be measured on source 'itsm'"):
        planned_on(rows, agreement(metric={"records": None}))


@pytest.mark.parametrize("limit", ["0h", "300ms", "1500ms"])
def test_a_limit_is_a_whole_number_of_seconds_above_zero(limit):
    """A limit of nothing and one in milliseconds are refused, never floored."""
    error = refusal(agreement(target={"objective": {**OBJECTIVE, "within": limit}}))

    assert "whole number of seconds above 0" in error.message


def test_a_delay_of_nothing_cannot_be_below_its_limit():
    """With `limit_reached: missed` nobody keeps a delay below 0; from 1 s on one can."""
    delay = agreement(
        metric={"start": "due"},
        target={"objective": {**OBJECTIVE, "within": "0h"}},
        answers={"limit_reached": "missed"},
    )

    assert "whole number of seconds above 0" in refusal(delay).message


CLOCKS = [
    ({"metric": {"group": "L2"}}, "does not say 'visits'"),
    ({"metric": {"group": "L2", "visits": "sum", "start": "accepted"}}, "cannot start with"),
    (
        {
            "metric": {"group": "L2", "visits": "sum"},
            "target": {
                "objective": {
                    "share": "90%",
                    "within": {"working_days": 2, "due": "end_of_day"},
                    "hours": "24x7",
                }
            },
        },
        "not to working days",
    ),
    (
        {
            "target": {
                "objective": {
                    "percentile": "90%",
                    "within": {"working_days": 2, "due": "end_of_day"},
                    "hours": "24x7",
                }
            }
        },
        "a percentile in working days",
    ),
    (
        {
            "target": {"objective": {"percentile": "90%", "within": "2h 30min", "hours": "24x7"}},
            "answers": {"round_measured": {"places": 1, "mode": "half_up"}},
        },
        "2h 30min has several",
    ),
]


@pytest.mark.parametrize(("terms", "said"), CLOCKS, ids=[said for _, said in CLOCKS])
def test_terms_of_a_clock_that_do_not_go_together(terms, said):
    """Visits, percentiles and working days that leave something open are refused with a place."""
    assert said in refusal(agreement(**terms)).message


def test_records_of_another_kind_than_the_source_has():
    """A metric of requests on a source of incidents is refused: it would count the wrong records."""
    error = refusal(agreement(metric={"records": "request"}))

    assert "records of kind request, and source 'itsm' has incident" in error.message


def test_worst_needs_the_order_of_the_priorities():
    """Which priority is the highest is said by a matrix, not by the order of the objectives."""
    contract = agreement(target={"objectives": {"P1": OBJECTIVE}}, answers={"priority": "worst"})
    del contract["priorities"]

    assert "how high 'P1' ranks" in refusal(contract).message


def test_a_clock_that_continues_says_what_the_gap_is():
    """Silence about the gap is found before any record is read."""
    error = refusal(agreement(answers={"reopened": {"clock": "continues"}}))

    assert "gap counts or is paused" in error.message


PERIODS = {"first_day": "excluded", "ends": "end_of_day", "on_closed_day": "same_day"}


@pytest.mark.parametrize(
    ("within", "rule", "said"),
    [
        ("5 days", None, "'day_periods' is not said"),
        ("5 working days", PERIODS, "names no calendar"),
        ("5 days", {**PERIODS, "on_closed_day": "next_open_day"}, "names no calendar"),
        ("2 windows", PERIODS, "no time in which"),
    ],
)
def test_a_period_that_cannot_be_counted(within, rule, said):
    """Working days and closed days need a calendar; windows are no time."""
    reopened = {"clock": "ignored", "within": within}
    error = refusal(agreement(answers={"reopened": reopened, "day_periods": rule}))

    assert said in error.message


LAST_TIMES = [
    {"answers": {"reopened": {"clock": "ignored"}}},
    {"answers": {"reopened": {"clock": "new_cycle"}}},
    {"answers": {"reopened": {"clock": "continues", "gap": "paused"}}},
    {
        "answers": {
            "reopened": {"clock": "continues", "gap": "counts", "within": "6 hours"},
            "day_periods": PERIODS,
        }
    },
    {"metric": {"pause": ["waiting_customer"]}},
    {"target": {"objectives": {"P1": OBJECTIVE}}, "answers": {"priority": "at_open"}},
    {"target": {"objectives": {"P1": OBJECTIVE}}, "answers": {"priority": "worst"}},
    {"target": {"objectives": {"P1": OBJECTIVE}}, "answers": {"reclassified": "from_change"}},
]


@pytest.mark.parametrize("terms", LAST_TIMES)
def test_a_list_of_last_times_cannot_answer(terms):
    """Reopenings, gaps, pauses and earlier priorities are in no list of last times."""
    contract = agreement(**terms)
    error = refusal(contract, layout="snapshot")

    assert "is a list of last times and cannot answer" in error.message
    assert planned(contract)


@pytest.mark.parametrize("missing", ["resolved", "closed"])
def test_a_list_of_last_times_needs_every_stop_event(missing):
    """A stop event without a column would stop no clock, in silence."""
    other = {"resolved": "closed", "closed": "resolved"}[missing]
    with pytest.raises(LocatedError, match=f"does not say when a record was '{missing}'"):
        fates(agreement(), [ticket(**{other: "2026-04-01 09:00"})], layout="snapshot")


def test_a_target_without_a_metric_or_a_source():
    """Names that lead nowhere are errors with a place."""
    contract = agreement(target={"metric": "nothing"})

    assert "there is no metric 'nothing'" in refusal(contract).message
    assert "no known data source" in refusal(agreement(metric={"source": "nothing"})).message


def own_fields(cls):
    """The fields that a class adds to its bases, without its place."""
    inherited = {f.name for base in cls.__mro__[1:] if issubclass(base, Node) for f in fields(base)}
    return {f.name for f in fields(cls)} - inherited - {"at"}


TERMS = {
    "MeasureAnswers": own_fields(MeasureAnswers),
    "Target": own_fields(Target),
    "Objective": own_fields(Objective),
}
CLASSES = {
    "duration": metrics.DurationMetric,
    "availability": metrics.AvailabilityMetric,
    "ratio": metrics.RatioMetric,
    "throughput": metrics.ThroughputMetric,
    "score": metrics.ScoreMetric,
    "value": metrics.ValueMetric,
}


@pytest.mark.parametrize("kind", TERMS)
def test_every_term_is_measured_or_beside_the_verdict(kind):
    """A new field of the language has to be put into one of two lists, and into one alone."""
    assert sorted(TERMS[kind]) == sorted([*MEASURED[kind], *BESIDE[kind]])


def test_every_kind_of_metric_is_measured():
    """The set of kinds is closed, and each has a module."""
    assert sorted(CLASSES) == sorted(kinds())
    assert {*metrics.Metric.__args__} == {*CLASSES.values()}


@pytest.mark.parametrize("kind", sorted(CLASSES))
def test_every_term_of_a_metric_is_measured_refused_or_beside_the_verdict(kind):
    """A new field of a metric has to be put into one of three lists, and into one alone."""
    module = kinds()[kind]
    terms = own_fields(CLASSES[kind]) | own_fields(MetricHead)

    assert sorted(terms) == sorted([*module.MEASURED, *module.BESIDE, *module.REFUSED])


def test_every_condition_can_be_asked_of_some_kind():
    """An objective has no condition that nothing measures."""
    assert {*CONDITIONS} == {term for kind in kinds().values() for term in kind.CONDITIONS}


def test_words_of_answers_that_are_refused():
    """The list of what is refused by a word is known, so that nobody adds to it unseen."""
    assert (("late_report", "missed"), ("no_data", "customer_figures")) == REFUSED_ANSWERS


def test_every_measured_question_reaches_the_plan():
    """What counts as measured is a field of the answers; `window` and `obligation` act before."""
    # chooses the windows; refused, or without effect on a verdict
    before = {"window", "obligation", "late_report"}
    acts = {f.name for f in fields(Answers)} - {"day_periods"}

    assert MEASURED["MeasureAnswers"] - before == acts


CHANGES = {
    "window": "week",
    "assign_to": "deadline",
    "limit_reached": "missed",
    "priority": "at_open",
    "reclassified": "from_change",
    "reopened": {"clock": "ignored"},
    "without_stop": "leave_out",
    "leave_out": ["cancelled"],
    "no_events": "met",
    "few_events": {"up_to": 99, "allow_misses": 99},
    "round_measured": {"places": 0, "mode": "up"},
    "minimum_sample": 99,
}


@pytest.mark.parametrize("question", CHANGES)
def test_every_measured_question_moves_a_result(question):
    """Changing one answer changes what is measured of a set of records that is sensitive to all."""

    def run(answers):
        limits = {
            "P1": {**OBJECTIVE, "within": "1h"},
            "P2": OBJECTIVE,  # no record has it
            "P3": {**OBJECTIVE, "share": "66.9%"},  # 4 of 6
        }
        contract = agreement(target={"objectives": limits}, answers=answers)
        found = measured(contract, sensitive())
        verdicts = [(m.objective, m.window.name, m.verdict) for m in found.measured]
        return cells(found), verdicts, found.unassigned

    assert run({}) != run({question: CHANGES[question]})


def sensitive():
    """Records of April on which every answer has an effect."""
    start = "2026-04-01 08:00"
    late = "2026-04-30 22:00"
    stories = {
        "exact": (start, [(start, "new", "P3"), ("2026-04-01 12:00", "resolved", "P3")]),
        "raised": (
            start,
            [
                (start, "new", "P3"),
                ("2026-04-01 10:00", "active", "P1"),
                ("2026-04-01 10:30", "resolved", "P1"),
            ],
        ),
        "back": (
            start,
            [
                (start, "new", "P3"),
                ("2026-04-01 09:00", "resolved", "P3"),
                ("2026-04-02 09:00", "active", "P3"),
                ("2026-04-02 10:00", "resolved", "P3"),
            ],
        ),
        "cancelled": (start, [(start, "new", "P3"), ("2026-04-01 09:00", "cancelled", "P3")]),
        "soon": (start, [(start, "new", "P3"), ("2026-04-01 08:30", "resolved", "P3")]),
        "early": (start, [(start, "new", "P3"), ("2026-04-01 08:10", "resolved", "P3")]),
        "night": (late, [(late, "new", "P3"), ("2026-04-30 23:00", "resolved", "P3")]),
    }
    return [ticket(id, reported=at, events=events) for id, (at, events) in stories.items()]


def words_of(question):
    """The words that the language knows as answers to a question."""
    found, parts = [], [get_type_hints(MeasureAnswers)[question]]
    while parts:
        part = parts.pop()
        found += get_args(part) if get_origin(part) is Literal else []
        parts += [] if get_origin(part) is Literal else get_args(part)
    return found


WORDS = [
    (question, word)
    for question in sorted(own_fields(MeasureAnswers) - {"leave_out", "reopened"})
    for word in words_of(question)
]


@pytest.mark.parametrize(("question", "word"), WORDS)
def test_every_word_of_an_answer_is_measured_or_refused_by_name(question, word):
    """A clock and a figure are planned with every word, or say which word they cannot measure."""
    rows = source("snapshot", format="csv", records="value", columns={"at": "day", "value": "n"})
    figure = agreement(answers={"no_data": "missed", question: word})
    figure["metrics"] = [{"id": "time", "kind": "value", "source": "itsm", "unit": "cases"}]
    figure["targets"][0]["objective"] = {"at_most": "10 cases"}
    refused = (question, word) in REFUSED_ANSWERS
    for plan_it in (
        lambda: planned(agreement(answers={question: word})),
        lambda: planned_on(rows, figure),
    ):
        try:
            assert plan_it().targets
        except Unsupported as error:
            assert refused
            assert f"'{question}: {word}'" in error.message


def test_every_question_has_words_or_a_form():
    """The walk above sees the words of the language: a few of them, by hand."""
    assert ("no_data", "last_value") in WORDS
    assert ("partial_window", "merged") in WORDS
    assert ("window", "quarter") in WORDS
