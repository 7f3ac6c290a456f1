"""A review as its outline: the verdict first, then what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slaspec.report.review_backing import backing_section
from slaspec.report.review_changes import changes_section, other_changes_section, sentences_section
from slaspec.report.review_findings import already_there_section, new_section, unreadable_section
from slaspec.report.review_gates import gates_section
from slaspec.report.review_head import lead, verdict
from slaspec.report.review_method import flips_section, method_section
from slaspec.report.review_money import by_target_section, money_section
from slaspec.report.review_outline import Outline, Section
from slaspec.report.review_regions import regions_section

if TYPE_CHECKING:
    from slaspec.review.review import Review

SECTIONS = (
    unreadable_section,
    changes_section,
    money_section,
    regions_section,
    gates_section,
    backing_section,
    flips_section,
    by_target_section,
    sentences_section,
    other_changes_section,
    new_section,
    already_there_section,
    method_section,
)


def outline(review: Review) -> Outline:
    """The outline; sections that have nothing to say are left out."""
    role, headline = verdict(review)
    made = (section(review) for section in SECTIONS)
    return Outline(role, headline, lead(review), tuple(filter(_says_something, made)))


def _says_something(section: Section) -> bool:
    return bool(section.groups or (section.table and section.table.rows))
