"""Why single tickets are left out: reason, rule and place of each, and which reason counts."""

import pytest

from slaspec.records.reasons import REASONS, RULES, quoted
from slaspec.records.reading import exclusions
from slaspec.records.reading.encoders import CellFault

HEADER = "number,state,updated,seq,opened,svc,prio\n"
MORE = {"reported": "opened", "service": "svc", "priority": "prio"}
PRIORITIES = {"P1": ["1"], "P2": ["2"]}


def row(
    name="INC1", state="New", updated="2026-03-02T08:00", seq="0", opened=None, svc="n", prio="1"
):
    """One row; a test overrides only what it is about."""
    opened = "2026-03-02T07:00" if opened is None else opened
    return f"{name},{state},{updated},{seq},{opened},{svc},{prio}\n"


@pytest.mark.parametrize(
    ("wrong", "reason", "column"),
    [
        ({"name": ""}, "no id", 1),
        ({"seq": "first"}, "unreadable sequence", 4),
        ({"seq": ""}, "unreadable sequence", 4),
        ({"seq": "1.5"}, "unreadable sequence", 4),
        ({"seq": "١"}, "unreadable sequence", 4),
        ({"state": "Odd"}, "unknown label", 2),
        ({"state": "new"}, "unknown label", 2),
        ({"state": "New "}, "unknown label", 2),
        ({"prio": "9"}, "unknown label", 7),
        ({"updated": "soon"}, "unreadable time", 3),
        ({"opened": "soon"}, "unreadable time", 5),
        ({"updated": "2026-03-29T02:30"}, "time in a DST gap", 3),
        ({"updated": "2026-10-25T02:30"}, "ambiguous time", 3),
        ({"updated": ""}, "no time", 3),
        ({"state": ""}, "no state", 2),
        ({"svc": ""}, "no service", 6),
        ({"opened": ""}, "no start", 5),
        ({"state": "Resolved", "updated": "2026-03-02T06:59"}, "ends before it begins", 3),
    ],
)
def test_each_reason_has_its_rule_and_its_place(excluded, wrong, reason, column):
    """The sound ticket before and behind is used."""
    text = HEADER + row("A") + row(**wrong) + row("Z")

    assert ({reason: 1}, [(RULES[reason], 3, column)]) == excluded(
        text, more=MORE, priorities=PRIORITIES, timezone="Europe/Oslo"
    )


def test_a_finding_says_what_is_wrong_and_what_to_do(read):
    """Ticket, column, text and help in words; the place is file:line:column."""
    _, report = read(HEADER + row(state="Odd"), more=MORE)

    [finding] = report.findings
    assert "t.csv:2:2" == str(finding.span)
    assert (
        "ticket 'INC1' is left out: column 'state': the label 'Odd' stands for nothing"
        == finding.message
    )
    assert "add the label to states in the DataSource" == finding.help
    assert ("error", "records", "itsm", ("tickets", "INC1")) == (
        finding.severity,
        finding.aspect,
        finding.document,
        finding.path,
    )


def test_a_row_without_an_id_counts_as_a_ticket(read):
    """Each such row for itself: nobody knows whether they belong together."""
    tickets, report = read(HEADER + row("") + row("") + row("A"), more=MORE)

    assert ("A",) == tickets.ids
    assert {"no id": 2} == report.excluded
    assert (3, 3, 1) == (report.rows_read, report.tickets_read, report.tickets_used)
    assert "a row is left out: column 'number': the row has no id" == report.findings[0].message


def test_a_file_of_rows_without_ids_has_no_tickets(read):
    """An empty table, not a crash."""
    tickets, report = read(HEADER + row(""), more=MORE)

    assert (0, [0]) == (len(tickets), tickets.history.first.tolist())
    assert {"no id": 1} == report.excluded


def test_the_first_reason_of_the_list_counts(excluded):
    """A ticket with several faults is counted once, whatever the order of its rows."""
    rows = [row(seq="1", updated="soon"), row(seq="2", state="Odd"), row(seq="0", prio="9")]

    for text in (HEADER + "".join(rows), HEADER + "".join(reversed(rows))):
        counts, [(rule, _, column)] = excluded(text, more=MORE, priorities=PRIORITIES)
        assert ({"unknown label": 1}, "R004", 7) == (counts, rule, column)


def test_the_place_is_the_first_in_the_sequence(excluded):
    """Of several rows with one reason the earliest event is shown, not the first line."""
    text = HEADER + row(seq="2", state="Odd") + row(seq="1", state="Odder")

    assert [("R004", 3, 2)] == excluded(text, more=MORE)[1]


def test_findings_stand_in_order_of_place(excluded):
    """By line, then column."""
    text = HEADER + row("B", state="Odd") + row("") + row("A", updated="soon")

    assert [("R004", 2, 2), ("R001", 3, 1), ("R005", 4, 3)] == excluded(text, more=MORE)[1]


def test_findings_are_bounded_and_counts_are_not(read, monkeypatch):
    """A wrong map excludes a million tickets; the first findings are enough."""
    monkeypatch.setattr(exclusions, "MOST_FINDINGS", 3)

    _, report = read(HEADER + "".join(row(f"INC{n}", state="Odd") for n in range(9)))

    assert ({"unknown label": 9}, 3) == (report.excluded, len(report.findings))
    assert [2, 3, 4] == [finding.span.line for finding in report.findings]


def test_only_cells_that_are_used_are_judged(read):
    """Stamps and service of a row that is not the last decide nothing."""
    text = HEADER + row(seq="0", opened="soon", svc="") + row(seq="1")

    tickets, report = read(text, more=MORE)

    assert ({}, 1) == (report.excluded, len(tickets))


def test_an_early_event_that_ends_nothing_is_kept(read):
    """Only a stop before the start cannot be; a first update before the report can."""
    tickets, report = read(HEADER + row(updated="2026-03-02T06:00"), more=MORE)

    assert ({}, 1) == (report.excluded, len(tickets))


def test_messages_show_odd_texts_escaped_and_cut(read):
    """A cell can neither act in a terminal nor flood it."""
    _, report = read(HEADER + row(state="\x1b[31mOdd\u202e" + "x" * 500), more=MORE)

    [finding] = report.findings
    assert r"'\x1b[31mOdd\u202exxx" in finding.message
    assert len(finding.message) < 300


def test_a_cell_with_braces_is_shown_as_it_is(read):
    """Nothing in a cell is taken for a place holder."""
    _, report = read(HEADER + row(state="{0}{column}"), more=MORE)

    assert "the label '{0}{column}' stands for nothing" in report.findings[0].message


def test_quoted_texts_are_bounded():
    """At most 200 characters of a text, marked where it is cut."""
    assert "'" + "x" * 200 + "'" == quoted("x" * 200)
    assert "'" + "x" * 199 + "…'" == quoted("x" * 201)


def test_every_reason_has_one_stable_rule():
    """The ids are public: none may move."""
    assert {
        "no id": "R001",
        "duplicate ticket": "R002",
        "unreadable sequence": "R003",
        "unknown label": "R004",
        "unreadable time": "R005",
        "time in a DST gap": "R006",
        "ambiguous time": "R007",
        "no time": "R008",
        "no state": "R009",
        "no service": "R010",
        "no start": "R011",
        "ends before it begins": "R012",
        "unreadable figure": "R013",
        "incomplete history": "R014",
    } == {reason: RULES[reason] for reason in REASONS}


def test_every_reason_of_a_row_or_a_cell_can_be_said():
    """What no encoder and no format explains has a sentence of its own."""
    of_encoders = {"unknown label", "unreadable time", "time in a DST gap", "ambiguous time"}
    told_there = of_encoders | {"unreadable figure", "incomplete history"}

    assert set(REASONS) - told_there == set(exclusions._ROW_FAULTS)
    assert all(CellFault(reason, *words) for reason, words in exclusions._ROW_FAULTS.items())
