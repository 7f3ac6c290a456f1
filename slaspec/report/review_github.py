"""A review as workflow commands: GitHub shows what it says at the lines of a pull request."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from slaspec.findings import SEVERITIES, Finding, Severity
from slaspec.report.findings_github import COMMANDS, workflow_command
from slaspec.report.review_head import verdict
from slaspec.review.verdict import findings_of

if TYPE_CHECKING:
    from slaspec.review.review import Review

MOST = 9  # GitHub shows ten annotations of a kind for a step; the tenth says how many there are


def github(review: Review, path_of: Callable[[str], str] = str) -> str:
    """The worst nine of each severity at their places, how many more there are, and the verdict."""
    found = findings_of(review)
    lines = [line for severity in SEVERITIES for line in _commands(found, severity, path_of)]
    return "\n".join([*lines, verdict(review)[1]]) + "\n"


def _commands(
    found: tuple[Finding, ...], severity: Severity, path_of: Callable[[str], str]
) -> Iterator[str]:
    mine = [each for each in found if each.severity == severity]
    yield from (workflow_command(each, path_of) for each in mine[:MOST])
    if len(mine) > MOST:
        yield f"::{COMMANDS[severity]} title=slaspec diff::{len(mine) - MOST:,} more in the summary"
