"""Answers of range queries of Prometheus: samples as probes and as figures."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slaspec.errors import LocatedError
from slaspec.language.read import read_text
from slaspec.records.figures import Figures
from slaspec.records.outages import Probes
from slaspec.records.sources import read_records
from slaspec.records.sources.prometheus_range import RangeAnswers

TEN = 1775815200  # 2026-04-10T10:00:00Z
COLUMNS = {"at": "timestamp", "class": "value", "component": "instance"}
CLASSES = {"up": ["1"], "down": ["0"]}
WEB, API = {"__name__": "up", "instance": "web"}, {"__name__": "up", "instance": "api"}


def answer(*series, **more):
    """The answer of the server, with series as `(labels, [(seconds after ten, value), ...])`."""
    result = [
        {"metric": labels, "values": [[TEN + after, value] for after, value in samples]}
        for labels, samples in series
    ]
    return {"status": "success", "data": {"resultType": "matrix", "result": result}, **more}


def source(**overrides):
    """A DataSource of probes; a key of None is left out."""
    said = {
        "apiVersion": "slaspec/v1",
        "kind": "DataSource",
        "id": "prom",
        "title": "Prometheus",
        "format": "prometheus_range",
        "records": "probe",
        "columns": COLUMNS,
        "classes": CLASSES,
        **overrides,
    }
    document = {key: value for key, value in said.items() if value is not None}
    read = read_text(json.dumps(document, indent=1).encode(), "prom.yaml")
    assert () == read.findings
    return read.contract


@pytest.fixture
def read_answer(written):
    """The table and the report of a file."""

    def run(content, name="up.json", **overrides):
        text = content if isinstance(content, str | bytes) else json.dumps(content)
        return read_records(source(**overrides), written(text, name), shown="up.json")

    return run


@pytest.fixture
def refused(read_answer):
    """The error that refuses a file."""

    def run(content, **overrides):
        with pytest.raises(LocatedError) as caught:
            read_answer(content, **overrides)
        return caught.value

    return run


def seen(table):
    """`(part, seconds after ten, class)` of each probe."""
    return [
        (table.parts[part], at - TEN, table.classes[kind])
        for part, at, kind in zip(table.part, table.at.tolist(), table.kind_of, strict=True)
    ]


def test_a_sample_is_a_probe_of_what_its_series_is_of(read_answer):
    """A label says which component, the map of classes what a value means; half seconds go."""
    table, report = read_answer(answer((WEB, [(0, "1"), (60.5, "0")]), (API, [(0, "1")])))

    assert isinstance(table, Probes)
    assert [("web", 0, "up"), ("web", 60, "down"), ("api", 0, "up")] == seen(table)
    assert (3, {}, "probes") == (report.rows_read, report.excluded, report.records)


@given(st.integers(0, 4_102_444_800_000))
def test_a_timestamp_is_floored_to_its_second(milliseconds):
    """However it is written: 1435781451.781 lies in second 1435781451."""
    from slaspec.records.sources.prometheus_range import _iso
    from slaspec.records.reading.times import Times

    text = f"{milliseconds // 1000}.{milliseconds % 1000:03}"

    assert milliseconds // 1000 == Times((), None, None)[_iso(text)]


@pytest.mark.parametrize("value", ["NaN", "+Inf", "0.5", ""])
def test_a_value_that_the_contract_does_not_know_is_left_out(read_answer, value):
    """NaN is neither up nor down."""
    table, report = read_answer(answer((WEB, [(0, "1"), (60, value)])))
    reason = "no state" if value == "" else "unknown label"

    assert ([("web", 0, "up")], {reason: 1}) == (seen(table), report.excluded)


def test_answers_of_consecutive_times_are_one_file(read_answer):
    """A server answers with at most 11,000 samples of a series: a year is many answers."""
    first, second = answer((WEB, [(0, "1")])), answer((WEB, [(60, "0")]))
    for text in (json.dumps([first, second]), json.dumps(first) + "\n" + json.dumps(second)):
        table, _ = read_answer(text, "year.jsonl")

        assert [("web", 0, "up"), ("web", 60, "down")] == seen(table)


@pytest.mark.parametrize(
    ("labels", "overrides", "part"),
    [
        ({**WEB, "job": "b"}, {}, "'web'"),
        (API, {"columns": {"at": "timestamp", "class": "value"}, "service": "shop"}, "'shop'"),
        (API, {"components": {"shop": ["web", "api"]}}, "'shop'"),
        (
            {"service": "web"},
            {"columns": {"at": "timestamp", "class": "value", "service": "service"}},
            None,
        ),
    ],
)
def test_two_series_of_one_part_refuse_the_file(refused, read_answer, labels, overrides, part):
    """
    One says up and one says down: the query has to say what that is together. They are the same
    part also where the contract maps both labels to it.
    """
    content = answer((WEB, [(0, "1")]), (labels, [(0, "0")]))
    if part is None:
        assert {"no service": 1} == read_answer(content, **overrides)[1].excluded
        return
    error = refused(content, **overrides)

    assert f"two series are of {part}" in error.message
    assert "min by (instance) (up)" in error.message


def test_a_cell_of_several_components_is_a_probe_of_each(read_answer):
    """And another series of one of them is one too many."""
    many = {**COLUMNS, "component": {"column": "instance", "many": True, "separator": ","}}
    table, _ = read_answer(answer(({"instance": "web, api"}, [(0, "1")])), columns=many)

    assert [("web", 0, "up"), ("api", 0, "up")] == seen(table)


def test_samples_of_a_figure_are_values(read_answer):
    """Several series may be of one service: the figures of all of them count."""
    latency = {"__name__": "latency", "instance": "web"}
    table, report = read_answer(
        answer((latency, [(0, "0.25"), (60, "NaN")]), ({**latency, "pod": "b"}, [(0, "3")])),
        records="value",
        service="web",
        classes=None,
        columns={"at": "timestamp", "value": "value"},
    )

    assert isinstance(table, Figures)
    assert (Fraction(1, 4), 3) == table.numbers["value"].values
    assert {"unreadable figure": 1} == report.excluded


def test_notes_of_the_server_are_shown_and_no_reason_to_refuse(read_answer):
    """They may or may not be true, as Prometheus says itself; each is told once."""
    note = "PromQL info: metric might not be a counter"
    said = answer((WEB, [(0, "1")]), infos=[note])
    _, report = read_answer([said, said])

    assert (note,) == report.notes


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            {"status": "error", "errorType": "timeout", "error": "query timed out"},
            "the server answered with an error: 'timeout: query timed out'",
        ),
        (
            answer(status="error", errorType="execution", error="expanding series"),
            "the server answered with an error: 'execution: expanding series'",
        ),
        (
            answer((WEB, [(0, "1")]), warnings=["remote read failed: some blocks are missing"]),
            "the server warns that its answer may not be whole: 'remote read failed",
        ),
        (
            {"status": "success", "data": {"resultType": "vector", "result": [
                {"metric": WEB, "value": [TEN, "1"]}]}},
            "the answer of an instant query",
        ),
        (
            {"status": "success", "data": {"resultType": "streams", "result": [
                {"metric": WEB, "values": [[TEN, "1"]]}]}},
            "the answer of another query: its result is 'streams'",
        ),
        (
            {"status": "success", "data": {"resultType": "scalar", "result": [TEN, "1"]}},
            "an object with a record",
        ),
        (
            {"status": "success", "data": {"resultType": "matrix", "result": [
                {"metric": WEB, "values": [], "histograms": [[TEN, {"count": "1"}]]}]}},
            "native histograms",
        ),
        ({"status": "success", "data": None}, "it lacks 'metric' or 'values'"),
        (answer(({"instance": "web", "value": "x"}, [(0, "1")])), "a label 'value'"),
        (answer(({"instance": {"a": 1}}, [(0, "1")])), "'metric/instance' holds several values"),
        ({"data": {"result": [{"metric": WEB, "values": [[TEN]]}]}}, "no [timestamp, value]"),
        ({"data": {"result": [{"metric": WEB, "values": {"a": 1}}]}}, "'values' is not the list"),
        ({"data": {"result": [{"metric": WEB, "values": [["x", "1"]]}]}}, "'x', no Unix time"),
        ({"data": {"result": [{"metric": WEB, "values": [[-1, "1"]]}]}}, "'-1', no Unix time"),
        ('{"data": {"result": [{"metric": {}, "values": [[NaN, "1"]]}]}}', "NaN is no number"),
        ('{"data": {"result": [{"metric": {}, "values": [[1,', "the JSON is cut off"),
        ('{"data": ' * 5000, "nested too deep"),
        ("404 page not found", "an object with a record"),
    ],
)  # fmt: skip
def test_an_answer_that_cannot_be_trusted_is_refused(refused, content, sentence):
    """An error, a warning that a part is missing, another query: never taken for no down time."""
    error = refused(content)

    assert sentence in error.message
    assert error.at.startswith("up.json:1:")


def test_a_label_that_no_series_has_is_refused_by_name(refused):
    """Else every sample would be of nothing."""
    error = refused(answer((WEB, [(0, "1")])), columns={**COLUMNS, "component": "instence"})

    assert "no row has 'instence'" in error.message
    assert "did you mean 'instance' for 'instence'?" in error.help


def test_an_answer_without_series_is_no_mistake(read_answer):
    """Nobody measured: that is the answer, not a fault of the file."""
    table, report = read_answer(answer())

    assert (0, 0, {}) == (len(table), report.rows_read, report.excluded)


def test_series_are_streamed(written):
    """The first sample is there before the second series is read."""
    text = json.dumps(answer((WEB, [(0, "1")]), (API, [(0, "1")])))[:-20]
    with RangeAnswers(source(), written(text, "up.json"), "up.json") as table:
        numbers = [table.header.index(name) + 1 for name in ("timestamp", "value")]
        first = next(iter(table.rows(numbers)))

    assert (1, ("2026-04-10T10:00:00Z", "1")) == first
