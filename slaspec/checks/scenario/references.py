"""Whether a scenario refers to what is there: only then is it worth running."""

from __future__ import annotations

from datetime import date

from slaspec.checks.document import (
    d018_attached_file_missing,
    d080_unknown_scenario_agreement,
    d081_unknown_scenario_target,
    d082_unknown_scenario_source,
    d083_scenario_window_outside_period,
    d084_duplicate_expectation,
    d085_duplicate_scenario_record,
    d086_expectation_without_records,
    d087_records_of_another_kind,
    d088_unknown_scenario_remedy,
)
from slaspec.language.book import Book
from slaspec.language.model import Scenario

_RULES = (
    d018_attached_file_missing.attached_file_missing,
    d080_unknown_scenario_agreement.unknown_scenario_agreement,
    d081_unknown_scenario_target.unknown_scenario_target,
    d082_unknown_scenario_source.unknown_scenario_source,
    d083_scenario_window_outside_period.scenario_window_outside_period,
    d084_duplicate_expectation.duplicate_expectation,
    d085_duplicate_scenario_record.duplicate_scenario_record,
    d086_expectation_without_records.expectation_without_records,
    d087_records_of_another_kind.records_of_another_kind,
    d088_unknown_scenario_remedy.unknown_scenario_remedy,
)


def broken(scenario: Scenario, book: Book, as_of: date) -> bool:
    """Whether something that a scenario refers to is not there, or stands twice."""
    found = (next(rule.run_on(scenario, book, as_of), None) for rule in _RULES)
    return any(finding is not None for finding in found)
