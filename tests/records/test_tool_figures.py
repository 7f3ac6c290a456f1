"""What the tool itself says of a ticket, kept beside our own measurement."""

import pytest

from slaspec.records.tickets import ABSENT, NO_CODE

HEADER = "number,state,updated,seq,tool\n"


def rows(*texts):
    """One ticket for each text of the tool's column."""
    lines = (f"INC{i},New,2026-03-02T08:00,0,{text}\n" for i, text in enumerate(texts))
    return HEADER + "".join(lines)


def test_verdicts_are_met_missed_or_unknown(read):
    """Labels match exactly; what the contract does not name says nothing."""
    tool = {"verdict": "tool", "met": ["true", "yes"], "missed": ["false"]}

    tickets, _ = read(rows("true", "false", "yes", "True", "", "?"), tool=tool, missing=["?"])

    assert [1, 0, 1, NO_CODE, NO_CODE, NO_CODE] == tickets.tool_met.tolist()
    assert tickets.tool_elapsed is None


def test_the_verdict_is_that_of_the_last_row(read):
    """A tool changes its mind until the ticket is closed."""
    text = HEADER + ("INC1,Closed,2026-03-02T09:00,1,false\nINC1,New,2026-03-02T08:00,0,true\n")
    tool = {"verdict": "tool", "met": ["true"], "missed": ["false"]}

    assert [0] == read(text, tool=tool)[0].tool_met.tolist()


@pytest.mark.parametrize(
    ("unit", "text", "seconds"),
    [
        ("s", "90", 90),
        ("s", "0", 0),
        ("s", "90.999", 90),
        ("min", "1.5", 90),
        ("min", "0.016", 0),
        ("h", "62", 223200),
        ("h", "0.1", 360),
        ("h", "999999999999.999999999999", 3599999999999999),
        ("h", "-1", ABSENT),
        ("h", "1:30", ABSENT),
        ("h", "1,5", ABSENT),
        ("h", "1e3", ABSENT),
        ("h", "NaN", ABSENT),
        ("h", "١", ABSENT),
        ("h", "", ABSENT),
    ],
)
def test_elapsed_times_are_exact_seconds(read, unit, text, seconds):
    """A decimal text in its unit, floored; what is no such text says nothing."""
    text = f'"{text}"'

    tickets, report = read(rows(text), tool={"elapsed": "tool", "unit": unit})

    assert [seconds] == tickets.tool_elapsed.tolist()
    assert {} == report.excluded
