"""A figure that cannot be is one sentence at its cell, and nothing is judged."""

import pytest

from slaspec.errors import SlaspecError
from slaspec.use_cases.measured import of_agreement, read_measured
from tests.previews.figures import AVAILABLE, IN_TIME, agreement, refusal, target, yaml

UPTIME = "target,window,value,down,counted\nuptime,2026-04,"
RECORDS = "target,objective,window,good,total\nresolution,P1,2026-04,9,10\nresolution,"


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ("100.01%,,", "m.csv:2:3: 100.01% is no share: it lies outside 0% to 100%"),
        ("-1%,,", "m.csv:2:3: -1% is no share: it lies outside 0% to 100%"),
        ("99.86,,", "m.csv:2:3: '99.86' is no share"),
        ("NaN%,,", "m.csv:2:3: 'NaN' is not a plain number; write it like 12 or 99.5"),
        ("1e2%,,", "m.csv:2:3: '1e2' is not a plain number; write it like 12 or 99.5"),
        ("Infinity,,", "m.csv:2:3: 'Infinity' is no share"),
        (f"{'9' * 70}%,,", f"m.csv:2:3: '{'9' * 59}…' is longer than a figure can be"),
        (",2592001,", "m.csv:2:4: 2592001 down is more than the 2592000 s counted"),
        (",3600,1800", "m.csv:2:4: 3600 down is more than the 1800 s counted"),
        (",-5,", "m.csv:2:4: a time is never negative: -5"),
        (",nan,", "m.csv:2:4: 'nan' is no time"),
        (",1E3,", "m.csv:2:4: '1E3' is no time"),
        (",0,2592001", "m.csv:2:5: 2592001 is more than 2026-04 has: 2592000 s in its hours"),
        (",0,1800.5", "m.csv:2:5: '1800.5' is no whole number of seconds"),
        ("99%,60,", "m.csv:2:4: this row has value and down"),
        (",,", "m.csv:2:1: this row has no figure"),
        ("99%,,60", "m.csv:2:5: 'counted' does not go with value"),
    ],
)
def test_a_figure_outside_its_range(tmp_path, cells, sentence):
    """Shares from 0 to 100 %, no more down than counted, no NaN, no exponent."""
    assert sentence == refusal(tmp_path, agreement(AVAILABLE), f"{UPTIME}{cells}\n")


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("P2,2026-04,11,10", "m.csv:3:4: 11 good records are more than all 10"),
        ("P2,2026-04,-1,10", "m.csv:3:4: '-1' is no number of records"),
        ("P2,2026-04,1.5,10", "m.csv:3:4: '1.5' is no number of records"),
        ("P2,2026-04,9,", "m.csv:3:1: this row has no total"),
        ("P2,2026-04,,9", "m.csv:3:1: this row has no good"),
        ("P3,2026-04,9,10", "m.csv:3:2: resolution has no objective 'P3'"),
        (",2026-04,9,10", "m.csv:3:1: this row does not say which objective of resolution it is"
         " about"),
        ("P1,2026-04,9,10", "m.csv:3:1: a second row for resolution/P1 in 2026-04"),
        ("P2,2026-05,9,10", "m.csv:3:3: '2026-05' is no window of resolution in this period"),
        ("P2,April,9,10", "m.csv:3:3: 'April' is no window of resolution in this period"),
    ],
)  # fmt: skip
def test_a_row_of_what_is_not_there(tmp_path, row, sentence):
    """Objectives, windows and counts are those of the contract and the period, each once."""
    assert sentence == refusal(tmp_path, agreement(IN_TIME), f"{RECORDS}{row}\n")


def test_a_target_that_is_not_there(tmp_path):
    """With the one that was meant, perhaps."""
    text = "target,window,value\nuptme,2026-04,99%\n"

    assert "m.csv:2:1: 'acme' has no target 'uptme'" == refusal(
        tmp_path, agreement(AVAILABLE), text
    )


def test_a_row_that_is_missing(tmp_path):
    """A remedy is paid by it: its silence would be an assumption."""
    assert (
        "m.csv:2:1: no row has the figure of resolution/P2 in 2026-04, and a remedy is paid by it"
        == refusal(
            tmp_path,
            agreement(IN_TIME),
            "target,objective,window,good,total\nresolution,P1,2026-04,9,10\n",
        )
    )


def test_a_window_beside_the_term(tmp_path):
    """The agreement begins with March: a row for February is of nothing."""
    late = agreement(AVAILABLE, effective={"from": "2026-03-01", "through": "2026-12-31"})
    text = "target,window,value\nuptime,2026-02,99%\nuptime,2026-03,99%\n"

    assert (
        "m.csv:2:2: 2026-02 lies outside the term of 'acme', which begins on 2026-03-01 and ends"
        " on 2026-12-31"
    ) == refusal(tmp_path, late, text, period="2026-02..2026-03")


@pytest.mark.parametrize(
    ("remedy", "answers", "goal", "row", "sentence"),
    [
        (
            {},
            {"few_events": {"up_to": 9, "allow_misses": 1}},
            target("t", "time", share="90%", within="4h", hours="24x7"),
            "value\nt,2026-04,95%",
            "'value' alone does not settle t: up to 9 records are judged by their number",
        ),
        (
            {"quantity": {"of": "occurrences", "step": "1", "count": "whole"}},
            {},
            target("t", "time", share="90%", within="4h", hours="24x7"),
            "value\nt,2026-04,95%",
            "'value' alone does not settle t: remedy 'credit' counts records",
        ),
        (
            {"rate": {"lost_time": 10}},
            {},
            target("t", "up", availability="99.9%"),
            "value\nt,2026-04,95%",
            "'value' alone does not settle t: remedy 'credit' counts the time that was down",
        ),
        (
            {"for_each": "outage"},
            {},
            target("t", "up", availability="99.9%"),
            "down\nt,2026-04,1h",
            "'down' alone does not settle t: remedy 'credit' is paid for each outage",
        ),
    ],
)
def test_a_figure_that_decides_nothing(tmp_path, remedy, answers, goal, row, sentence):
    """A share says no records and no seconds; where they decide, they must be given."""
    whole = agreement(goal, remedy=remedy, answers=answers)

    assert f"m.csv:2:3: {sentence}" == refusal(tmp_path, whole, f"target,window,{row}\n")


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ("35min; ?", "'?' is no outage"),
        ("A 1h; A 2h", "outage 'A' stands twice"),
        ("-1h", "an outage is never shorter than nothing: -1h"),
        (
            "2026-04-03T12:00:00Z/2026-04-03T10:00:00Z",
            "the outage 2026-04-03T12:00:00Z/2026-04-03T10:00:00Z ends before it begins",
        ),
    ],
)
def test_an_outage_that_cannot_be(tmp_path, cell, sentence):
    """Each outage is a time, or from and until, under a number of its own."""
    text = f"target,window,outages\nuptime,2026-04,{cell}\n"

    assert f"m.csv:2:3: {sentence}" == refusal(tmp_path, agreement(AVAILABLE), text)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "m.csv:1:1: the file is empty"),
        ("target,window,vlue\nuptime,2026-04,1%\n", "m.csv:1:3: column 'vlue' is not known"),
        ("target;window;value\n", "m.csv:1:1: the cells are separated by semicolons, not by commas"),
        ("target,window,value\n", "m.csv:1:1: there is no row of figures in it"),
        ("target,window,value\n,2026-04,1%\n", "m.csv:2:1: this row has no target"),
        ("target,window,value\nuptime,2026-04\n", "m.csv:2:3: this row has 2 cells, the header has 3"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_list_of_figures(tmp_path, text, sentence):
    """CSV with commas, a known header, and a target and a window in each row."""
    assert sentence == refusal(tmp_path, agreement(AVAILABLE), text)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("rows: []\n", "m.yaml:1:1: 'rows' is not known in a file of figures"),
        ("measured: {a: 1}\n", "m.yaml:1:11: the figures are no list"),
        ("measured: [1]\n", "m.yaml:1:12: a row of figures is a mapping"),
        ("measured:\n  - {target: [a]}\n", "m.yaml:2:14: 'target' is no figure"),
    ],
)
def test_a_yaml_file_that_is_no_list_of_figures(tmp_path, text, sentence):
    """A list under `measured`, read as strictly as a contract."""
    assert sentence == refusal(tmp_path, agreement(AVAILABLE), text, name="m.yaml")


def test_a_place_in_yaml(tmp_path):
    """The cell of the figure, not the row."""
    text = yaml({"target": "uptime", "window": "2026-04", "value": "101%"})

    assert refusal(tmp_path, agreement(AVAILABLE), text, name="m.yaml").startswith(
        "m.yaml:2:56: 101% is no share"
    )


def test_an_unfinished_window(tmp_path):
    """A window that is not over cannot be settled, whatever figures are given for it."""
    from datetime import date

    text = "target,window,value\nuptime,2026-04,99%\n"

    assert refusal(tmp_path, agreement(AVAILABLE), text, as_of=date(2026, 4, 20)).startswith(
        "window 2026-04 ends with 2026-04-30, and as of 2026-04-20 00:00 it was not over"
    )


@pytest.mark.parametrize(
    ("goal", "value", "sentence"),
    [
        (target("t", "mood", at_least="4.0"), "5.1", "5.1 lies outside the scores 1 to 5"),
        (target("t", "mood", at_least="4.0"), "4 cases", "'4 cases' is not without a unit"),
        (target("t", "delay", at_most="300ms"), "300", "'300' is not in ms"),
        (target("t", "delay", at_most="300ms"), "fast", "'fast' is not in ms"),
        (target("t", "backlog", at_most="9 cases"), "-1", "-1 is negative, and metric 'backlog' has"
         " no signed figures"),
        (target("t", "backlog", at_most="9 cases"), "3 days", "'3 days' is not in cases"),
        (target("t", "backlog", at_most="9 cases"), "3 CASES", "'3 CASES' is not a figure with its"
         " unit; write it like 10%, 0.1pp, 1000.00 EUR, 2 points, 10x or 30min"),
        (target("t", "time", percentile="95%", within="4h", hours="24x7"), "-4h",
         "a time is never negative: -4h"),
        (target("t", "closed", at_least="9 cases"), "3.5", "'3.5' is no number of records"),
    ],
)  # fmt: skip
def test_a_value_in_another_unit_or_beside_its_scale(tmp_path, goal, value, sentence):
    """The unit is that of the metric, as the contract writes it."""
    text = f"target,window,value\nt,2026-04,{value}\n"

    assert f"m.csv:2:3: {sentence}" == refusal(tmp_path, agreement(goal), text)


def test_counts_do_not_tell_a_percentile(tmp_path):
    """How many were in time says nothing of the time of the 95th."""
    goal = target("t", "time", percentile="95%", within="4h", hours="24x7")

    assert "m.csv:2:3: a percentile cannot be told from counts of records" == refusal(
        tmp_path, agreement(goal), "target,window,good,total\nt,2026-04,9,10\n"
    )


def test_a_form_that_the_metric_does_not_have(tmp_path):
    """An availability has no good records."""
    assert (
        "m.csv:2:3: 'good' is no figure of uptime, whose metric is of kind availability"
        == refusal(
            tmp_path, agreement(AVAILABLE), "target,window,good,total\nuptime,2026-04,9,10\n"
        )
    )


def test_a_window_that_is_judged_with_another(tmp_path):
    """The term begins on 20 March, and a part of a month is merged into the next."""
    late = agreement(
        AVAILABLE,
        effective={"from": "2026-03-20", "through": "2026-12-31"},
        answers={"partial_window": "merged"},
    )
    text = "target,window,value\nuptime,2026-03,99%\n"

    assert "m.csv:2:2: 2026-03 is judged together with 2026-04" == refusal(
        tmp_path, late, text, period="2026-03..2026-04"
    )


def test_an_objective_where_there_is_one_for_all(tmp_path):
    """A priority beside one objective for all records is a mistake."""
    text = "target,objective,window,value\nuptime,P1,2026-04,99%\n"

    assert "m.csv:2:2: uptime has one objective for all records, and no 'P1'" == refusal(
        tmp_path, agreement(AVAILABLE), text
    )


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("acmee,uptime,2026-04,99%", "m.csv:2:1: there is no agreement 'acmee'"),
        (",uptime,2026-04,99%", "m.csv:2:1: this row does not say of which agreement it is"),
        ("other,uptime,2026-04,99%", "no row of m.csv is of agreement 'acme'"),
    ],
)
def test_a_row_of_none_of_several_agreements(tmp_path, monkeypatch, row, sentence):
    """Of several agreements each row says whose it is."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "m.csv").write_text(f"agreement,target,window,value\n{row}\n", "utf-8")

    with pytest.raises(SlaspecError) as refused:
        of_agreement(read_measured("m.csv"), "acme", ["acme", "other"])

    assert sentence == str(refused.value).split("\n")[0]
