"""`layout: snapshot`: a list with one row for each record."""

from slaspec.records.tickets import ABSENT, NO_CODE, STATES

LIST = """\
number,opened,resolved,closed,state,prio,team
INC1,2026-03-02T08:00,2026-03-02T10:00,2026-03-07T10:00,Closed,2,L1
INC2,2026-03-02T08:30,2026-03-02T11:00,,Resolved,1,L2
INC3,2026-03-02T09:00,,,,,
"""
EIGHT = 1772438400  # 2026-03-02T08:00:00Z


def test_the_list_in_full(read):
    """Last times, priority and fields; a list tells no history."""
    tickets, report = read(LIST, "snapshot", more={"priority": "prio", "group": "team"})

    assert ("INC1", "INC2", "INC3") == tickets.ids
    assert tickets.history is None
    assert [EIGHT, EIGHT + 1800, EIGHT + 3600] == tickets.stamps["reported"].tolist()
    assert [EIGHT + 7200, EIGHT + 10800, ABSENT] == tickets.stamps["resolved"].tolist()
    assert [EIGHT + 5 * 86400 + 7200, ABSENT, ABSENT] == tickets.stamps["closed"].tolist()
    assert ("1", "2") == tickets.priorities
    assert [1, 0, NO_CODE] == tickets.priority_first.tolist()
    assert [1, 0, NO_CODE] == tickets.priority_final.tolist()
    assert () == tickets.groups
    assert {"group": ["L1", "L2", ""]} == tickets.fields
    assert (3, 3, 3, {}, 60, 0) == (
        report.rows_read,
        report.tickets_read,
        report.tickets_used,
        report.excluded,
        report.precision_seconds,
        report.time_reversals,
    )


def test_filled_times_tell_the_last_state(read):
    """Without a state column: closed, else resolved, else active."""
    tickets, _ = read(LIST, "snapshot")

    assert ["closed", "resolved", "active"] == [STATES[code] for code in tickets.last_state]


def test_a_state_column_prevails_over_the_times(read, source):
    """What the source says is taken; only a row without a state is told by its times."""
    tickets, _ = read(
        LIST,
        "snapshot",
        more={"state": "state"},
        states={"cancelled": ["Closed"], "resolved": ["Resolved"]},
    )

    assert ["cancelled", "resolved", "active"] == [STATES[code] for code in tickets.last_state]


def test_rows_with_one_id_are_left_out_together(read, excluded):
    """Nobody knows which of them is right; they count as one ticket."""
    text = LIST + "INC1,2026-03-02T08:00,,,New,2,L1\nINC1,,,,,,\n"

    tickets, report = read(text, "snapshot")

    assert ("INC2", "INC3") == tickets.ids
    assert (5, 3, 2) == (report.rows_read, report.tickets_read, report.tickets_used)
    assert ({"duplicate ticket": 1}, [("R002", 2, 1)]) == excluded(text, "snapshot")


def test_missing_texts_are_absent(read):
    """`missing` names the cells that hold no value."""
    text = LIST.replace(",,", ",?,").replace(",,", ",?,").replace(",\n", ",?\n")

    tickets, report = read(text, "snapshot", missing=["?"], more={"group": "team"})

    assert {} == report.excluded
    assert [EIGHT + 7200, EIGHT + 10800, ABSENT] == tickets.stamps["resolved"].tolist()
    assert {"group": ["L1", "L2", ""]} == tickets.fields


def test_times_before_the_report_exclude_the_ticket(excluded):
    """The place is the cell that is too early; equal times are no fault."""
    text = (
        "number,opened,resolved,closed\n"
        "INC1,2026-03-02T08:00,2026-03-02T08:00,2026-03-02T08:00\n"
        "INC2,2026-03-02T08:00,2026-03-02T07:59,2026-03-02T07:00\n"
        "INC3,2026-03-02T08:00,2026-03-02T08:01,2026-03-02T07:00\n"
    )

    assert (
        {"ends before it begins": 2},
        [("R012", 3, 3), ("R012", 4, 4)],
    ) == excluded(text, "snapshot")


def test_a_ticket_that_was_never_reported_is_left_out(excluded):
    """Nothing could be measured from its start."""
    text = "number,opened,resolved,closed\nINC1,,2026-03-02T08:00,\n"

    assert ({"no start": 1}, [("R011", 2, 2)]) == excluded(text, "snapshot")
