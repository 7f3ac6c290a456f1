"""Terms that lie outside what a calendar knows."""

from datetime import date

from slaspec.checks.pages.examples import write_example
from slaspec.checks.run import run
from slaspec.language.book import load_book


def test_a_term_that_the_calendar_does_not_know_ends_in_findings(tmp_path):
    """Hours of 2026 and a term of 2024: findings, and no traceback."""
    write_example(
        "effective: {from: 2024-01-01, through: 2025-12-31, renewal: none, notice: 3 months}",
        tmp_path,
    )

    found = {finding.rule for finding in run(load_book(tmp_path), date(2026, 11, 21))}

    assert {"T001", "T024"} & found
