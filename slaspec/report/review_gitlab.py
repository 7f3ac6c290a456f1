"""A review as the Code Quality report of GitLab: a list of issues."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from slaspec.report.findings_gitlab import issue
from slaspec.report.findings_json import to_json
from slaspec.report.fingerprints import unique
from slaspec.review.verdict import findings_of

if TYPE_CHECKING:
    from slaspec.review.review import Review


def gitlab(review: Review, path_of: Callable[[str], str] = str) -> str:
    """An issue for each thing that a review says about a place."""
    found = findings_of(review)
    marks = unique(found, path_of)
    return to_json([issue(each, mark, path_of) for each, mark in zip(found, marks, strict=True)])
