"""A month is settled by the text that it began under, a record by the text of its start."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from jsonschema import Draft202012Validator

import slaspec
from slaspec.errors import LocatedError, Unsupported, UsageError
from slaspec.records.selection import selected
from slaspec.records.sources import read_records
from slaspec.report.findings_json import to_json
from slaspec.report.statement_csv import statement_csv
from slaspec.report.statement_json import statement_data
from slaspec.report.statement_text import statement_text
from slaspec.use_cases.measure import measure, settle
from slaspec.use_cases.preview import preview

SCHEMAS = Path(__file__).parents[2] / "schemas" / "output"
P1 = "targets/resolution/objectives/P1"
FASTER = {"at": f"{P1}/within", "was": "5h", "becomes": "4h"}
DEARER = {"at": "remedies/credit/rate", "was": {"flat": "5%"}, "becomes": {"flat": "10%"}}
TWICE = "rate: {flat: 5%}\n    repeat: {when: consecutive, factor: 2}"
LATE = date(2026, 10, 10)
JULY = ("T1", "2026-07-20 08:00", "2026-07-20 12:30", "1")
OVER_THE_END = ("T2", "2026-07-31 20:00", "2026-08-01 00:30", "1")
AUGUST = ("T3", "2026-08-05 08:00", "2026-08-05 12:30", "1")


def verdicts(result):
    """Verdict, met and counted by window and objective, with the version that judged."""
    return {
        (m.window.name, m.objective): (m.verdict, m.met, m.counted, m.version)
        for m in result.measurements.measured
        if m.counted or m.open
    }


def test_the_new_text_judges_from_the_next_window_on(portfolio, records):
    """
    Amended on 15 July: July ends under 5h, August begins under 4h. A ticket of 4h 30min of 20 July
    is met; one that began on 31 July keeps its 5h and is met in August; one of August is missed.
    """
    book = portfolio({"changes": [FASTER, DEARER]})
    held = records(JULY, OVER_THE_END, AUGUST)

    result = preview(book, "harbour-desk", "2026-07..2026-08", records=held, as_of=LATE)

    assert {
        ("2026-07", "P1"): ("met", 1, 1, "1.0"),
        ("2026-08", "P1"): ("missed", 1, 2, "1.1"),
    } == verdicts(result)
    assert [Decimal("1000.00")] == [line.amount for line in result.statement.lines]
    assert "1.0, 1.1" == result.statement.version


def test_a_month_alone_is_settled_as_within_a_longer_period(portfolio, records):
    """August by itself has the same verdict and amount as August in July..August."""
    book = portfolio({"changes": [FASTER, DEARER]})
    held = records(JULY, OVER_THE_END, AUGUST)

    alone = preview(book, "harbour-desk", "2026-08", records=held, as_of=LATE)

    assert {("2026-08", "P1"): ("missed", 1, 2, "1.1")} == verdicts(alone)
    assert Decimal("1000.00") == alone.statement.total


def test_a_month_before_the_amendment_is_settled_by_the_text_of_then(portfolio, records):
    """June is missed at 6h, and pays the old 5 %, though it is settled in October."""
    book = portfolio({"changes": [FASTER, DEARER]})
    held = records(("T0", "2026-06-10 08:00", "2026-06-10 14:00", "1"))

    result = preview(book, "harbour-desk", "2026-06", records=held, as_of=LATE)

    assert {("2026-06", "P1"): ("missed", 0, 1, "1.0")} == verdicts(result)
    assert Decimal("500.00") == result.statement.total


def test_an_amendment_on_the_first_of_a_month_takes_effect_with_it(portfolio, records):
    """From 1 August on: the window that begins on that day is the first of the new text."""
    book = portfolio({"effective": {"from": "2026-08-01"}, "changes": [FASTER]})

    result = preview(
        book, "harbour-desk", "2026-07..2026-08", records=records(JULY, AUGUST), as_of=LATE
    )

    assert {
        ("2026-07", "P1"): ("met", 1, 1, "1.0"),
        ("2026-08", "P1"): ("missed", 0, 1, "1.1"),
    } == verdicts(result)


def test_an_objective_that_is_gone_still_binds_the_records_begun_under_it(portfolio, records):
    """P1 is dropped from August on: a ticket of July that is decided in August stands by 5h."""
    gone = {
        "at": f"{P1}",
        "removes": {"share": "90%", "within": "5h", "hours": "24x7"},
    }
    book = portfolio({"changes": [gone]})
    held = records(JULY, OVER_THE_END, AUGUST)

    result = preview(book, "harbour-desk", "2026-07..2026-08", records=held, as_of=LATE)

    assert {
        ("2026-07", "P1"): ("met", 1, 1, "1.0"),
        ("2026-08", "P1"): ("met", 1, 1, "1.0"),
    } == verdicts(result)


def test_no_record_is_counted_twice_or_lost(portfolio, records):
    """Counted, open and left out under all texts together are the tickets of the file."""
    book = portfolio({"changes": [FASTER]})
    cancelled = ("T9", "2026-07-30 08:00", "", "2")
    held = records(JULY, OVER_THE_END, AUGUST, cancelled)

    result = preview(book, "harbour-desk", "2026-07..2026-08", records=held, as_of=LATE)

    measured = result.measurements.measured
    placed = sum(m.counted + m.open + sum(m.excluded.values()) for m in measured)
    assert 4 == placed + sum(result.measurements.unassigned.values())


def test_measuring_by_id_is_measuring_by_the_texts_in_force(portfolio, records):
    """`slaspec.measure` of an id tells the same verdicts as the preview."""
    book = portfolio({"changes": [FASTER]})
    file = records(JULY, OVER_THE_END, AUGUST)["tickets"]
    tickets, _ = read_records(book.contracts["tickets"], file, shown="t.csv")
    parts = [selected(tickets, np.array(rows)) for rows in ([2], [0, 1])]
    period = "2026-07..2026-08"

    one = measure(book, "harbour-desk", {"tickets": tickets}, period, LATE)
    two = measure(book, "harbour-desk", {"tickets": parts}, period, LATE)

    assert one == two
    assert [("2026-07", 1, 1), ("2026-08", 1, 2)] == [
        (m.window.name, m.met, m.counted) for m in one.measured if m.objective == "P1"
    ]
    with pytest.raises(UsageError, match=r"by version 1\.1 .* cannot be settled by version 1\.0"):
        settle(book.agreement("harbour-desk"), one)


def test_mid_window_is_refused_where_it_would_split_a_window(portfolio, records):
    """In July it would; August lies behind it and is measured, each record by its own day."""
    book = portfolio({"takes_effect": "mid_window", "changes": [FASTER]})
    held = records(OVER_THE_END, AUGUST)

    with pytest.raises(
        Unsupported, match="'takes_effect: mid_window' would split the window 2026-07"
    ):
        preview(book, "harbour-desk", "2026-07", records=held, as_of=LATE)
    result = preview(book, "harbour-desk", "2026-08", records=held, as_of=LATE)
    assert {("2026-08", "P1"): ("missed", 0, 2, "1.1")} == verdicts(result)


def test_mid_window_on_the_first_of_a_month_splits_nothing(portfolio, records):
    """It is then the same as with the next window."""
    differs = {"takes_effect": "mid_window", "effective": {"from": "2026-08-01"}}
    book = portfolio({**differs, "changes": [FASTER]})

    result = preview(book, "harbour-desk", "2026-08", records=records(AUGUST), as_of=LATE)

    assert {("2026-08", "P1"): ("missed", 0, 1, "1.1")} == verdicts(result)


def test_other_windows_on_both_sides_are_refused(portfolio, records):
    """From months to quarters in the middle of a period: said by name, with its place."""
    change = {"at": "interpretation/window", "was": "month", "becomes": "quarter"}
    edit = {"harbour.sla.yaml": ("per: month, at_most: 25%", "per: window, at_most: 25%")}
    book = portfolio({"changes": [change]}, edit=edit)

    with pytest.raises(Unsupported, match="changes the windows of target 'resolution'"):
        preview(
            book, "harbour-desk", "2026-07..2026-12", records=records(JULY), as_of=date(2027, 2, 1)
        )


MISSED = (
    ("T1", "2026-07-10 08:00", "2026-07-10 14:00", "1"),
    ("T2", "2026-08-10 08:00", "2026-08-10 14:00", "1"),
)


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("terms.yaml", "at: line", "at: total", ["500.00", "1000.00"]),
        ("harbour.sla.yaml", "month, at_most: 25%", "quarter, at_most: 4%", ["500.00", "700.00"]),
        ("harbour.sla.yaml", "rate: {flat: 5%}", TWICE, ["500.00", "2000.00"]),
    ],
)
def test_what_the_text_before_settled_is_the_past_of_the_next(
    portfolio, records, file, old, new, expected
):
    """The third quarter's cap of 1,200.00 binds both texts; August is the second failure."""
    book = portfolio({"changes": [DEARER]}, edit={file: (old, new)})

    june = ("T0", "2026-06-10 08:00", "2026-06-10 09:00", "1")

    result = preview(
        book, "harbour-desk", "2026-06..2026-08", records=records(june, *MISSED), as_of=LATE
    )

    assert expected == [str(line.amount) for line in result.statement.lines]


def test_a_share_of_charges_that_the_texts_state_differently_is_refused(portfolio, records):
    """A cap of the quarter's charges cannot be told where August is charged more than July."""
    dearer = {
        "at": "services/desk/charge/amount",
        "was": "10000.00 EUR",
        "becomes": "12000.00 EUR",
    }
    quarter = {"harbour.sla.yaml": ("month, at_most: 25%", "quarter, at_most: 25%")}

    def settled(edit):
        book = portfolio({"changes": [dearer]}, edit=edit)
        return preview(
            book, "harbour-desk", "2026-07..2026-08", records=records(*MISSED), as_of=LATE
        )

    with pytest.raises(Unsupported, match="'caps' of 'harbour-desk' would settle windows of sev"):
        settled(quarter)
    year = {
        "harbour.sla.yaml": ("base: {charge: desk}", "base: {charge: desk, over: contract_year}")
    }
    with pytest.raises(Unsupported, match="'base' of 'harbour-desk' would settle windows of sev"):
        settled(year)
    assert Decimal("1100.00") == settled({}).statement.total


@pytest.mark.parametrize(
    ("file", "old", "new", "term"),
    [
        ("terms.yaml", "at: line", "at: total", "rounding: total"),
        ("harbour.sla.yaml", "caps: [", "combine: {group: a, per: window, take: sum}\n    caps: [", "combine"),
        ("harbour.sla.yaml", "per: month", "per: month", "caps"),
    ],
)  # fmt: skip
def test_what_adds_up_a_window_in_which_two_texts_pay_is_refused(
    portfolio, records, file, old, new, term
):
    """P1 is dropped from August on, and a ticket of July that is decided in August missed it."""
    gone = {"at": P1, "removes": {"share": "90%", "within": "5h", "hours": "24x7"}}
    book = portfolio({"changes": [gone]}, edit={file: (old, new)})
    late = ("T2", "2026-07-31 20:00", "2026-08-02 00:30", "1")
    other = ("T3", "2026-08-03 08:00", "2026-08-07 12:30", "2")

    with pytest.raises(Unsupported, match=f"'{term}' of 'harbour-desk' would settle windows of"):
        preview(book, "harbour-desk", "2026-08", records=records(late, other), as_of=LATE)


def test_what_two_texts_pay_in_one_window_is_added_line_by_line(portfolio, records):
    """Nothing of it is decided together: 5 % for P1 by the old text, 5 % for P2 by the new one."""
    gone = {"at": P1, "removes": {"share": "90%", "within": "5h", "hours": "24x7"}}
    cap = "caps: [{per: month, at_most: 25%, of: {charge: desk}, excess: lost}]"
    book = portfolio({"changes": [gone]}, edit={"harbour.sla.yaml": (cap, "caps: []")})
    late = ("T2", "2026-07-31 20:00", "2026-08-02 00:30", "1")
    other = ("T3", "2026-08-03 08:00", "2026-08-07 12:30", "2")

    statement = preview(
        book, "harbour-desk", "2026-08", records=records(late, other), as_of=LATE
    ).statement

    assert [("P1", "500.00"), ("P2", "500.00")] == [
        (line.objective, str(line.amount)) for line in statement.lines
    ]


def test_two_currencies_are_never_added(portfolio, records):
    """An amendment that changes the currency begins another account."""
    changes = [
        {"at": "currency", "was": "EUR", "becomes": "NOK"},
        {"at": "services/desk/charge/amount", "was": "10000.00 EUR", "becomes": "99000.00 NOK"},
    ]
    book = portfolio({"changes": changes})

    with pytest.raises(Unsupported, match="'currency' of 'harbour-desk' would settle windows of"):
        preview(book, "harbour-desk", "2026-07..2026-08", records=records(*MISSED), as_of=LATE)


def test_an_objective_that_an_amendment_brought_needs_no_window_before_it(portfolio, records):
    """P2 is judged from August on: its first failure there is the first there can be."""
    promise = {"share": "50%", "within": "8h", "hours": "office"}
    brought = {"at": "targets/resolution/objectives/P2", "adds": promise}
    old = """
      P2: {share: 50%, within: 8h, hours: office}
    remedies: [credit]
remedies:
  - id: credit
    clause: 7.1
    for_each: window
    rate: {flat: 5%}
"""
    new = old.replace("      P2: {share: 50%, within: 8h, hours: office}\n", "")
    new = new.replace("rate: {flat: 5%}", TWICE)
    book = portfolio({"changes": [brought]}, edit={"harbour.sla.yaml": (old, new)})
    held = records(("T1", "2026-08-10 08:00", "2026-08-14 14:00", "2"))

    result = preview(book, "harbour-desk", "2026-08", records=held, as_of=LATE)

    assert ["500.00"] == [str(line.amount) for line in result.statement.lines]


def test_a_cap_per_quarter_is_settled_where_the_quarter_is_of_one_text(portfolio, records):
    """Amended on 1 July, June and July lie in two quarters."""
    edit = {"harbour.sla.yaml": ("per: month, at_most: 25%", "per: window, at_most: 25%")}
    book = portfolio({"effective": {"from": "2026-07-01"}, "changes": [DEARER]}, edit=edit)
    held = records(
        ("T0", "2026-06-10 08:00", "2026-06-10 14:00", "1"),
        ("T1", "2026-07-10 08:00", "2026-07-10 14:00", "1"),
    )

    result = preview(book, "harbour-desk", "2026-06..2026-07", records=held, as_of=LATE)

    assert [Decimal("500.00"), Decimal("1000.00")] == [x.amount for x in result.statement.lines]
    assert Decimal("1500.00") == result.statement.total


def test_a_fault_of_an_amendment_bars_the_settlement(portfolio, records):
    """A guard that does not hold: nothing is computed, and the place is that of the guard."""
    change = {"at": f"{P1}/within", "was": "6h", "becomes": "4h"}
    book = portfolio({"changes": [change]})

    with pytest.raises(LocatedError, match=r"amendment-1\.yaml:.* is '5h' in the text in force"):
        preview(book, "harbour-desk", "2026-08", records=records(AUGUST), as_of=LATE)


def test_a_fault_of_an_amendment_to_come_bars_nothing_before_it(portfolio, records):
    """June is settled though the amendment of July is not signed and does not apply."""
    change = {"at": f"{P1}/within", "was": "6h", "becomes": "4h"}
    book = portfolio({"signatures": None, "changes": [change]})
    held = records(("T0", "2026-06-10 08:00", "2026-06-10 14:00", "1"))

    result = preview(book, "harbour-desk", "2026-06", records=held, as_of=LATE)

    assert Decimal("500.00") == result.statement.total


def test_an_amendment_that_nobody_signed_in_time_bars_the_settlement(portfolio, records):
    """Its day has come: until it is signed or dropped, nobody knows by which text to pay."""
    book = portfolio({"signatures": None, "changes": [FASTER]})

    with pytest.raises(LocatedError, match="D068 .* is not signed by pier and harbour"):
        preview(book, "harbour-desk", "2026-08", records=records(AUGUST), as_of=LATE)


def test_the_statement_says_which_text_judged_a_line(portfolio, records):
    """The promise beside each verdict is that of its text; a remark names the amendment."""
    book = portfolio({"changes": [FASTER, DEARER]})
    held = records(("T0", "2026-07-10 08:00", "2026-07-10 14:00", "1"), AUGUST)
    result = preview(book, "harbour-desk", "2026-07..2026-08", records=held, as_of=LATE)

    text = statement_text(result)
    assert "2026-07  90% within 5h, 24x7" in text
    assert "2026-08  90% within 4h, 24x7" in text
    assert "amendment 'amendment-1' of 2026-07-15 makes version 1.1" in text
    schema = json.loads((SCHEMAS / "statement.schema.json").read_text("utf-8"))
    data = json.loads(to_json(statement_data(result)))
    Draft202012Validator(schema).validate(data)
    assert ["1.0", "1.1"] == sorted({verdict["version"] for verdict in data["verdicts"]})
    rows = statement_csv(result).splitlines()
    assert [True, True] == ['"1.0"' in rows[1], '"1.1"' in rows[2]]


def test_a_retroactive_amendment_judges_the_windows_behind_it(portfolio, records):
    """Signed in June, in force from 1 May on, with its reason: May is settled by the new text."""
    differs = {"effective": {"from": "2026-05-01"}, "retroactive": "Agreed in the review of April."}
    held = records(("T0", "2026-05-10 08:00", "2026-05-10 12:30", "1"))

    book = portfolio({**differs, "changes": [FASTER]})
    result = preview(book, "harbour-desk", "2026-05", records=held, as_of=LATE)
    assert {("2026-05", "P1"): ("missed", 0, 1, "1.1")} == verdicts(result)

    silent = portfolio({**differs, "retroactive": None, "changes": [FASTER]})
    with pytest.raises(LocatedError, match="T021 .* was signed on 2026-06-02 only"):
        preview(silent, "harbour-desk", "2026-05", records=held, as_of=LATE)


def test_a_new_target_is_judged_from_its_first_window_on(portfolio, records):
    """A target that an amendment adds has no verdict before, and no ticket that began before."""
    target = {
        "id": "swift",
        "service": "desk",
        "metric": "resolution-time",
        "objectives": {"P1": {"share": "50%", "within": "1h", "hours": "24x7"}},
    }
    book = portfolio({"changes": [{"at": "targets/swift", "adds": target}]})
    held = records(JULY, OVER_THE_END, AUGUST)

    result = preview(book, "harbour-desk", "2026-07..2026-08", records=held, as_of=LATE)

    found = [m for m in result.measurements.measured if m.target == "swift"]
    assert [("2026-08", 0, 1)] == [(m.window.name, m.met, m.counted) for m in found]


def test_a_target_that_is_gone_is_judged_no_more(portfolio, records):
    """From August on there is no verdict, but for the tickets that began before."""
    book = portfolio()
    target = book.contracts["harbour-desk"].at.document.data["targets"][0]
    other = {
        "id": "swift",
        "service": "desk",
        "metric": "resolution-time",
        "objective": {"share": "50%", "within": "1h", "hours": "24x7"},
    }
    changes = [
        {"at": "targets/resolution", "removes": target},
        {"at": "targets/swift", "adds": other},
    ]
    book = portfolio({"changes": changes})
    held = records(JULY, OVER_THE_END, AUGUST)

    result = preview(book, "harbour-desk", "2026-07..2026-08", records=held, as_of=LATE)

    found = {
        (m.target, m.window.name, m.objective): (m.met, m.counted)
        for m in result.measurements.measured
        if m.counted
    }
    assert {
        ("resolution", "2026-07", "P1"): (1, 1),
        ("resolution", "2026-08", "P1"): (1, 1),
        ("swift", "2026-08", "all"): (0, 1),
    } == found


OTHER_TOOL = "apiVersion: slaspec/v1\nkind: DataSource\nid: {id}\ntitle: The new tool\n" + (
    "format: servicenow_csv\nrecords: incident\nlayout: snapshot\ntimezone: Europe/Oslo\n"
    "date_order: iso\nservice: desk\ncolumns: {{id: nr, reported: came, resolved: done}}\n"
)


def test_another_data_source_from_the_next_window_on(portfolio, records, tmp_path):
    """The tool changes with August: each export counts with the records of its own time."""
    change = {"at": "metrics/resolution-time/source", "was": "tickets", "becomes": "new-tool"}
    objective = {"share": "90%", "within": "5h", "hours": "24x7"}
    edit = {"harbour.sla.yaml": (
        "objectives:\n      P1: {share: 90%, within: 5h, hours: 24x7}\n"
        "      P2: {share: 50%, within: 8h, hours: office}\n",
        f"objective: {objective}\n",
    )}  # fmt: skip
    book = portfolio({"changes": [change]}, edit=edit)
    (book.root / "new-tool.yaml").write_text(OTHER_TOOL.format(id="new-tool"), "utf-8")
    book = slaspec.load(book.root, "contracts")
    new = tmp_path / "new.csv"
    rows = ["nr,came,done", "N0,2026-07-20 08:00,2026-07-20 20:00"]
    new.write_text("\n".join([*rows, "N1,2026-08-05 08:00,2026-08-05 09:00"]) + "\n", "utf-8")
    held = {**records(JULY, OVER_THE_END, AUGUST), "new-tool": new}

    result = preview(book, "harbour-desk", "2026-07..2026-08", records=held, as_of=LATE)

    assert {
        ("2026-07", "all"): ("met", 1, 1, "1.0"),
        ("2026-08", "all"): ("met", 2, 2, "1.1"),
    } == verdicts(result)


def test_records_of_a_target_to_come_are_not_asked_for(portfolio, records):
    """A target that begins with August needs no export for July."""
    metric = {
        "id": "new-time", "kind": "duration", "records": "incident", "source": "new-tool",
        "start": "reported", "stop": ["resolved"], "pause": [],
    }  # fmt: skip
    objective = {"share": "90%", "within": "5h", "hours": "24x7"}
    target = {"id": "swift", "service": "desk", "metric": "new-time", "objective": objective}
    changes = [{"at": "metrics/new-time", "adds": metric}, {"at": "targets/swift", "adds": target}]
    book = portfolio({"changes": changes})
    (book.root / "new-tool.yaml").write_text(OTHER_TOOL.format(id="new-tool"), "utf-8")
    book = slaspec.load(book.root, "contracts")

    result = preview(book, "harbour-desk", "2026-07", records=records(JULY), as_of=LATE)

    assert {("2026-07", "P1"): ("met", 1, 1, "1.0")} == verdicts(result)
