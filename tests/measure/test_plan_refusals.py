"""What a plan refuses: nothing that moves a verdict is accepted and then ignored."""

from __future__ import annotations

from dataclasses import fields

import pytest

from slaspec.errors import LocatedError, Unsupported
from slaspec.language.model.interpretation import MeasureAnswers
from slaspec.language.model.metric import DurationMetric, MetricHead
from slaspec.language.model.node import Node
from slaspec.language.model.target import Objective, Target
from slaspec.measure.plan import Answers
from slaspec.measure.refusals import BESIDE, MEASURED, REFUSED
from tests.measure.build import ANSWERS, agreement, cells, fates, measured, planned, ticket

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


KINDS = [
    {"kind": "availability", "of": "desk"},
    {"kind": "ratio"},
    {"kind": "throughput"},
    {"kind": "score"},
    {"kind": "value"},
]


@pytest.mark.parametrize("metric", KINDS, ids=lambda m: m["kind"])
def test_metric_kinds_that_are_not_measured_yet(metric):
    """Every kind but `duration` is refused by its name, at its place."""
    contract = agreement()
    contract["metrics"] = [{"id": "time", "source": "itsm", **metric}]
    error = refusal(contract, Unsupported)

    assert f"of kind {metric['kind']}" in error.message
    assert error.at.startswith("acme.yaml:")


METRIC_TERMS = [
    {"group": "L2"},
    {"group": "L2", "visits": "sum"},
    {"where": {"component": ["wan"]}},
    {"exclusions": ["maintenance"]},
    {"smooth_with": "previous_window"},
    {"start": "due"},
    {"records": "outage"},
]


@pytest.mark.parametrize("term", METRIC_TERMS, ids=lambda t: " ".join(t))
def test_terms_of_a_metric_that_are_not_measured_yet(term):
    """The refusal names the term."""
    name = next(iter(term))

    assert f"'{name}" in refusal(agreement(metric=term), Unsupported).message


@pytest.mark.parametrize(
    "levels",
    [{"answers": "x"}, {"metric": "x"}, {"target": "x"}],
    ids=["interpretation", "metric", "target"],
)
@pytest.mark.parametrize(
    ("question", "value"),
    [("smooth_with", "previous_window"), ("obligation", "report_only")],
)
def test_answers_that_are_not_measured_yet_at_any_level(levels, question, value):
    """Smoothing and report_only are refused wherever they are said."""
    contract = agreement(**{level: {question: value} for level in levels})
    error = refusal(contract, Unsupported)

    assert question in error.message


def test_a_nearer_obligation_is_the_one_that_holds():
    """The target owes a result, whatever the rest of the agreement only reports."""
    contract = agreement(answers={"obligation": "report_only"}, target={"obligation": "result"})

    assert planned(contract).targets


WINDOWS = [{"rolling": "30 days", "every": "month"}, {"contract_year": "from 04-01"}]


@pytest.mark.parametrize("window", WINDOWS, ids=["rolling", "contract_year"])
def test_windows_that_are_not_measured_yet(window):
    """Only calendar windows are."""
    assert "window of target" in refusal(agreement(answers={"window": window}), Unsupported).message


OBJECTIVES = [
    {"percentile": "95%", "within": "4h"},
    {"availability": "99.9%"},
    {"at_least": "98%"},
    {"at_most": "1%"},
]


@pytest.mark.parametrize("objective", OBJECTIVES, ids=lambda o: next(iter(o)))
def test_objectives_that_are_not_measured_yet(objective):
    """Only `share` with `within` is; the refusal names the other one."""
    error = refusal(agreement(target={"objective": objective}), Unsupported)

    assert f"'{next(iter(objective))}'" in error.message


@pytest.mark.parametrize("limit", ["0h", "300ms", "1500ms"])
def test_a_limit_is_a_whole_number_of_seconds_above_zero(limit):
    """A limit of nothing and one in milliseconds are refused, never floored."""
    error = refusal(agreement(target={"objective": {**OBJECTIVE, "within": limit}}))

    assert "whole number of seconds above 0" in error.message


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
    "DurationMetric": own_fields(DurationMetric) | own_fields(MetricHead),
    "Target": own_fields(Target),
    "Objective": own_fields(Objective),
}


@pytest.mark.parametrize("kind", TERMS)
def test_every_term_is_measured_refused_or_beside_the_verdict(kind):
    """A new field of the language has to be put into one of three lists, and into one alone."""
    listed = [*MEASURED[kind], *BESIDE[kind], *REFUSED[kind]]

    assert sorted(TERMS[kind]) == sorted(listed)


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
