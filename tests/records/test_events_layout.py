"""`layout: events`: an audit log with one row for each update."""

from datetime import datetime, timedelta

import pytest

from slaspec.records.tickets import ABSENT, NO_CODE, STATES

LOG = """\
number,seq,updated,state,prio,team,opened,solved,ended
INC1,0,2026-03-02T08:05,New,3,L1,2026-03-02T08:00,,
INC1,1,2026-03-02T09:00,Active,2,L2,2026-03-02T08:00,,
INC1,2,2026-03-02T10:00,Resolved,2,L2,2026-03-02T08:00,2026-03-02T10:00,
INC1,3,2026-03-07T10:00,Closed,1,,2026-03-02T08:00,2026-03-02T10:00,2026-03-07T10:00
"""
MORE = {
    "priority": "prio",
    "group": "team",
    "reported": "opened",
    "resolved": "solved",
    "closed": "ended",
}


def at(text):
    """UTC seconds of an ISO text."""
    epoch = datetime.fromisoformat("1970-01-01T00:00:00Z")
    return (datetime.fromisoformat(text) - epoch) // timedelta(seconds=1)


def test_one_ticket_in_full(read):
    """Every part of the canonical table, from four rows."""
    tickets, report = read(LOG, more=MORE)

    assert ("itsm", "incident", ("INC1",)) == (tickets.source, tickets.kind, tickets.ids)
    assert (("desk",), [0]) == (tickets.services, tickets.service.tolist())
    assert ("1", "2", "3") == tickets.priorities
    assert [2] == tickets.priority_first.tolist()
    assert [0] == tickets.priority_final.tolist()
    assert [STATES.index("closed")] == tickets.last_state.tolist()
    assert {
        "reported": [at("2026-03-02T08:00:00Z")],
        "resolved": [at("2026-03-02T10:00:00Z")],
        "closed": [at("2026-03-07T10:00:00Z")],
    } == {key: column.tolist() for key, column in tickets.stamps.items()}
    assert [0, 4] == tickets.history.first.tolist()
    assert [
        at("2026-03-02T08:05:00Z"),
        at("2026-03-02T09:00:00Z"),
        at("2026-03-02T10:00:00Z"),
        at("2026-03-07T10:00:00Z"),
    ] == tickets.history.at.tolist()
    assert ["new", "active", "resolved", "closed"] == [
        STATES[code] for code in tickets.history.state
    ]
    assert [2, 1, 1, 0] == tickets.history.priority.tolist()
    assert ("L1", "L2") == tickets.groups
    assert [0, 1, 1, NO_CODE] == tickets.history.group.tolist()
    assert (None, None) == (tickets.tool_met, tickets.tool_elapsed)
    assert {"group": [""]} == tickets.fields
    assert (4, 1, 1, {}, (), 60) == (
        report.rows_read,
        report.tickets_read,
        report.tickets_used,
        report.excluded,
        report.findings,
        report.precision_seconds,
    )


def test_columns_have_the_types_of_the_canonical_table(read):
    """Instants are int64, codes int32, states and verdicts int8."""
    tickets, _ = read(LOG, more=MORE, tool={"verdict": "prio", "met": ["1"]})

    history = tickets.history
    assert {"int64"} == {
        str(c.dtype) for c in (*tickets.stamps.values(), history.at, history.first)
    }
    assert {"int32"} == {
        str(c.dtype)
        for c in (
            tickets.service,
            tickets.priority_first,
            tickets.priority_final,
            history.priority,
            history.group,
        )
    }
    assert {"int8"} == {str(c.dtype) for c in (tickets.last_state, tickets.tool_met, history.state)}


def test_the_sequence_orders_the_events(read, rows_of):
    """The order column decides, whatever the order of rows in the file."""
    header, *rows = LOG.splitlines(keepends=True)
    expected, _ = read(LOG, more=MORE)

    actual, _ = read(header + rows[2] + rows[0] + rows[3] + rows[1], more=MORE)

    assert rows_of(expected) == rows_of(actual)


def test_the_sequence_is_compared_as_numbers(read):
    """10 comes after 9, and -1 before 0."""
    rows = "".join(f"INC1,Active,2026-03-02T08:{n + 1:02},{n}\n" for n in (10, 9, -1, 2))

    tickets, _ = read("number,state,updated,seq\n" + rows)

    assert [0, 3, 10, 11] == [t % 3600 // 60 for t in tickets.history.at.tolist()]


def test_equal_numbers_stay_in_file_order(read):
    """A tie in the sequence is decided by the position in the file."""
    tickets, _ = read(
        "number,state,updated,seq\n"
        "INC1,Active,2026-03-02T08:02,0\n"
        "INC1,New,2026-03-02T08:01,0\n"
        "INC1,Resolved,2026-03-02T08:03,0\n"
    )

    assert ["active", "new", "resolved"] == [STATES[code] for code in tickets.history.state]


def test_without_a_sequence_the_file_orders_the_events(read):
    """Rows of a ticket keep their order, also where other tickets stand between."""
    columns = {"id": "number", "at": "updated", "state": "state"}
    tickets, report = read(
        "number,state,updated\n"
        "INC2,New,2026-03-02T08:02\n"
        "INC1,New,2026-03-02T08:01\n"
        "INC2,Closed,2026-03-02T08:04\n"
        "INC1,Active,2026-03-02T08:01\n",
        columns=columns,
    )

    assert ("INC2", "INC1") == tickets.ids
    assert [2, 4, 1, 1] == [t % 3600 // 60 for t in tickets.history.at.tolist()]
    assert [0, 2, 4] == tickets.history.first.tolist()
    assert ({}, 0) == (report.excluded, report.time_reversals)


BY_TIME = {"id": "number", "at": "updated", "state": "state"}
LIFE = (
    "INC1,New,2026-03-02T08:00\n",
    "INC1,Active,2026-03-02T08:01\n",
    "INC1,Resolved,2026-03-02T08:05\n",
)


@pytest.mark.parametrize(
    ("rows", "line"),
    [(LIFE[::-1], 3), (LIFE + LIFE, 5), ((LIFE[1], LIFE[0], LIFE[2]), 3)],
    ids=["the newest first", "exported twice", "shuffled"],
)
def test_rows_in_no_order_are_left_out_where_nothing_says_it(read, rows, line):
    """The last row would be taken for the last state: nobody resolved it, or it was reopened."""
    other = ("INC2,New,2026-03-02T07:00\n", "INC2,Resolved,2026-03-02T07:30\n")

    tickets, report = read("".join(("number,state,updated\n", *rows, *other)), columns=BY_TIME)

    assert (("INC2",), {"unreadable sequence": 1}) == (tickets.ids, report.excluded)
    (finding,) = report.findings
    assert ("R003", line, 3) == (finding.rule, finding.span.line, finding.span.column)
    assert "column 'updated': the update is earlier than the row before it" in finding.message
    assert "map the number of the update as order" in finding.help


def test_a_log_of_events_has_an_order_of_its_own(read):
    """A trace of XES is a sequence, so that a time that runs backwards is counted, not left out."""
    text = "trace:number,state,updated\n" + "".join(LIFE[::-1])

    tickets, report = read(text, columns=BY_TIME, format="xes")

    assert (("INC1",), {}, 1) == (tickets.ids, report.excluded, report.time_reversals)


def test_times_that_run_backwards_are_counted_not_refused(read):
    """The sequence prevails; the report says how many tickets it concerns."""
    tickets, report = read(
        "number,state,updated,seq\n"
        "INC1,New,2026-03-02T08:09,0\n"
        "INC1,Active,2026-03-02T08:08,1\n"
        "INC1,Active,2026-03-02T08:07,2\n"
        "INC2,New,2026-03-02T08:01,0\n"
        "INC2,New,2026-03-02T08:01,1\n"
    )

    assert (2, 1) == (len(tickets), report.time_reversals)


def test_the_first_event_is_the_report_unless_a_column_says_when(read):
    """Without `reported` the first row's time stands in."""
    tickets, _ = read(LOG)

    assert {"reported": [at("2026-03-02T08:05:00Z")]} == {
        key: column.tolist() for key, column in tickets.stamps.items()
    }


def test_stamps_are_those_of_the_last_row(read):
    """A reopened ticket has no time of resolution any more; earlier cells do not count."""
    text = (
        "number,seq,updated,state,solved\n"
        "INC1,0,2026-03-02T08:00,New,not yet\n"
        "INC1,1,2026-03-02T09:00,Resolved,2026-03-02T09:00\n"
        "INC1,2,2026-03-02T10:00,Active,\n"
    )

    tickets, report = read(text, more={"resolved": "solved"})

    assert {} == report.excluded
    assert [ABSENT] == tickets.stamps["resolved"].tolist()
    assert ["active"] == [STATES[code] for code in tickets.last_state]


def test_priorities_are_the_first_and_the_last_that_are_known(read):
    """A row without a priority does not forget the one before, and its event has none."""
    text = (
        "number,seq,updated,state,prio\n"
        "INC1,0,2026-03-02T08:00,New,\n"
        "INC1,1,2026-03-02T08:01,Active,low\n"
        "INC1,2,2026-03-02T08:02,Active,high\n"
        "INC1,3,2026-03-02T08:03,Closed,\n"
        "INC2,0,2026-03-02T08:00,New,\n"
    )

    tickets, _ = read(
        text,
        more={"priority": "prio"},
        priorities={"P1": ["high", "top"], "P2": ["medium"], "P3": ["low"]},
    )

    assert ("P1", "P2", "P3") == tickets.priorities
    assert [2, NO_CODE] == tickets.priority_first.tolist()
    assert [0, NO_CODE] == tickets.priority_final.tolist()
    assert [NO_CODE, 2, 0, NO_CODE, NO_CODE] == tickets.history.priority.tolist()


def test_without_a_priority_column_nothing_has_a_priority(read):
    """The codes say so."""
    tickets, _ = read(LOG)

    assert () == tickets.priorities
    assert [NO_CODE] == tickets.priority_final.tolist()
    assert [NO_CODE] * 4 == tickets.history.priority.tolist()
    assert [NO_CODE] * 4 == tickets.history.group.tolist()


def test_maps_of_all_kinds_apply(read, rows_of):
    """Labels become our words; where there is no map the label is the word."""
    text = (
        "number,seq,updated,state,team,svc,ci,imp,urg,caller\n"
        "INC1,0,2026-03-02T08:00,New,Second line,Net,WAN 7,1 - High,2 - Low,Anna\n"
    )
    columns = {
        "group": "team",
        "service": "svc",
        "component": "ci",
        "impact": "imp",
        "urgency": "urg",
        "customer": "caller",
    }

    mapped, _ = read(
        text,
        more=columns,
        groups={"L2": ["Second line"]},
        services={"network": ["Net"]},
        components={"wan": ["WAN 7"]},
        impacts={"high": ["1 - High"]},
        urgencies={"low": ["2 - Low"]},
    )
    plain, _ = read(text, more=columns)

    assert "network" == rows_of(mapped)["INC1"]["service"]
    assert {
        "group": "L2",
        "component": "wan",
        "impact": "high",
        "urgency": "low",
        "customer": "Anna",
    } == rows_of(mapped)["INC1"]["fields"]
    assert "Net" == rows_of(plain)["INC1"]["service"]
    assert "Second line" == rows_of(plain)["INC1"]["fields"]["group"]


def test_names_without_a_map_do_not_show_the_order_of_rows(read):
    """They are sorted."""
    header, rows = (
        "number,seq,updated,state,team\n",
        [
            "INC1,0,2026-03-02T08:00,New,b\n",
            "INC2,0,2026-03-02T08:00,New,a\n",
        ],
    )

    one, _ = read(header + "".join(rows), more={"group": "team"})
    other, _ = read(header + "".join(reversed(rows)), more={"group": "team"})

    assert ("a", "b") == one.groups == other.groups
    assert [1, 0] == one.history.group.tolist()
    assert [0, 1] == other.history.group.tolist()


def test_one_column_may_have_two_meanings(read):
    """The same column can be the time of the event and the last update."""
    tickets, _ = read(LOG, more={"updated": "updated"})

    assert tickets.history.at.tolist()[-1:] == tickets.stamps["updated"].tolist()


def test_seconds_show_in_the_precision(read):
    """One time with seconds makes the whole source precise to the second."""
    _, report = read(LOG.replace("09:00,Active", "09:00:07,Active"))

    assert 1 == report.precision_seconds


def test_tickets_that_are_left_out_leave_no_events(read):
    """The history holds the events of used tickets only."""
    text = (
        "number,state,updated,seq\n"
        "INC1,New,2026-03-02T08:01,0\n"
        "INC2,Odd,2026-03-02T08:02,0\n"
        "INC2,New,2026-03-02T08:03,1\n"
        "INC3,New,2026-03-02T08:04,0\n"
    )

    tickets, _ = read(text)

    assert ("INC1", "INC3") == tickets.ids
    assert [0, 1, 2] == tickets.history.first.tolist()
    assert [1, 4] == [t % 3600 // 60 for t in tickets.history.at.tolist()]
