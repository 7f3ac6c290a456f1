"""Laws of every reading, on random files with faults of all kinds."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from slaspec.records.reasons import RULES

TIMES = st.one_of(
    st.integers(0, 59).map(lambda minute: f"2026-03-02T08:{minute:02}"),
    st.sampled_from(
        ["", "?", "soon", "2026-03-29T02:30", "2026-10-25T02:30", "2026-03-02T08:00:30+01:00"]
    ),
)
IDS = st.sampled_from(["INC1", "INC2", "INC3", "INC4", "", "?"])
STATES = st.sampled_from(["New", "New", "Active", "Resolved", "Closed", "Odd", ""])
WORDS = st.sampled_from(["a", "b", "1", "", "?"])
SEQUENCE = st.one_of(st.integers(0, 5).map(str), st.sampled_from(["", "x"]))
EVENT = st.tuples(IDS, STATES, TIMES, SEQUENCE, WORDS, TIMES, WORDS)
RECORD = st.tuples(IDS, TIMES, TIMES, TIMES, WORDS)

EVENTS_HEADER = ("number", "state", "updated", "seq", "prio", "opened", "svc")
EVENTS = {
    "more": {"priority": "prio", "reported": "opened", "service": "svc"},
    "priorities": {"P1": ["a"], "P2": ["b"]},
    "missing": ["?"],
    "timezone": "Europe/Oslo",
}
LIST_HEADER = ("number", "opened", "resolved", "closed", "prio")
LIST = {**EVENTS, "more": {"priority": "prio"}}


def csv(header, rows):
    """Rows as a file."""
    return "".join(",".join(row) + "\n" for row in (header, *rows))


def conserves(tickets, report, rows):
    """Every row and every ticket is accounted for, once."""
    names = Counter("" if row[0] in ("", "?") else row[0] for row in rows)
    nameless = names.pop("", 0)

    assert len(rows) == report.rows_read
    assert len(names) + nameless == report.tickets_read
    assert report.tickets_read == report.tickets_used + sum(report.excluded.values())
    assert report.tickets_used == len(tickets) == len(set(tickets.ids))
    assert Counter({RULES[r]: n for r, n in report.excluded.items()}) == Counter(
        finding.rule for finding in report.findings
    )
    assert set(tickets.ids) | {f.path[1] for f in report.findings} - {""} == set(names)
    assert nameless == report.excluded.get("no id", 0)


@given(st.lists(EVENT, min_size=1, max_size=25))
def test_events_are_conserved(read, rows):
    """Tickets read = tickets used + tickets left out, each with one finding."""
    tickets, report = read(csv(EVENTS_HEADER, rows), **EVENTS)

    conserves(tickets, report, rows)
    history = tickets.history
    assert len(history.at) == history.first[-1] == sum(row[0] in tickets.ids for row in rows)
    assert len(tickets) + 1 == len(history.first)


@given(st.lists(RECORD, min_size=1, max_size=25))
def test_snapshots_are_conserved(read, rows):
    """The same law for lists; a ticket that stands twice is never used."""
    tickets, report = read(csv(LIST_HEADER, rows), "snapshot", **LIST)

    conserves(tickets, report, rows)
    twice = {name for name, n in Counter(row[0] for row in rows).items() if n > 1}
    assert not twice & set(tickets.ids)


@given(
    st.lists(EVENT, min_size=1, max_size=25, unique_by=lambda row: (row[0], row[3])),
    st.randoms(use_true_random=False),
)
def test_the_order_of_rows_changes_nothing(read, rows_of, rows, random):
    """Where the sequence has no ties, a shuffled file says the same of every ticket."""
    expected, report = read(csv(EVENTS_HEADER, rows), **EVENTS)
    shuffled = list(rows)
    random.shuffle(shuffled)

    actual, other_report = read(csv(EVENTS_HEADER, shuffled), **EVENTS)

    assert rows_of(expected) == rows_of(actual)
    assert report.excluded == other_report.excluded
    assert {(f.rule, f.path) for f in report.findings} == {
        (f.rule, f.path) for f in other_report.findings
    }
    assert report.precision_seconds == other_report.precision_seconds


@given(st.lists(EVENT, min_size=1, max_size=25))
def test_findings_point_at_the_cell_of_the_ticket(read, rows):
    """The line of a finding is a row of its ticket; the column is one that is mapped."""
    _, report = read(csv(EVENTS_HEADER, rows), **EVENTS)

    for finding in report.findings:
        row = rows[finding.span.line - 2]
        assert finding.path[1] == ("" if row[0] == "?" else row[0])
        assert 1 <= finding.span.column <= len(EVENTS_HEADER)
        assert finding.help
