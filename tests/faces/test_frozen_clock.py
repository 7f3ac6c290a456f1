"""Nothing but the faces reads the clock: the same input gives the same bytes on any day."""

import json
from datetime import date

import pytest
from freezegun import freeze_time

from slaspec.report.statement_csv import statement_csv
from slaspec.report.statement_json import statement_data
from slaspec.report.statement_text import statement_text
from slaspec.use_cases.demo import HOME, demo
from slaspec.use_cases.load import load

DAYS = ("2026-04-20", "2031-02-28")


@pytest.mark.parametrize(
    "outcome",
    [
        lambda: json.dumps(statement_data(demo().preview)),
        lambda: statement_csv(demo().preview),
        lambda: statement_text(demo().preview),
        lambda: load(HOME / "contracts").check(date(2026, 4, 20)),
    ],
    ids=["json", "csv", "text", "check"],
)
def test_an_output_is_the_same_on_any_day(outcome):
    """Under two frozen dates, five years apart, an output with a stated date does not change."""
    outputs = []
    for day in DAYS:
        with freeze_time(day):
            outputs.append(outcome())

    assert outputs[0] == outputs[1]
