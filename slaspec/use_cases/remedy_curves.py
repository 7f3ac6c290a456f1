"""What a remedy pays, as an exact function of what is measured, and the most that it can cost."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from datetime import date

from slaspec.errors import UsageError
from slaspec.language.book import Book
from slaspec.remedies.analysis.analyse import Analysis, NotAnalysed, analyses
from slaspec.remedies.analysis.exposure import MaximumExposure, maximum_exposure
from slaspec.use_cases.show import show


@dataclass(frozen=True)
class RemedyCurves:
    """
    One remedy of an agreement, for every objective from which it follows.

    `exposure` is that of the whole agreement, with all of its remedies.
    """

    agreement: str
    remedy: str
    found: tuple[Analysis | NotAnalysed, ...]
    exposure: MaximumExposure


def remedy_curves(book: Book, agreement_id: str, remedy_id: str, day: date) -> RemedyCurves:
    """
    The curves of a remedy by the text that is in force on a day.

    Raises `UsageError` for an agreement that is not there or not in force, and for a remedy that
    no target of it binds.
    """
    agreement = show(book, agreement_id, day).agreement
    everything = tuple(analyses(agreement))
    found = tuple(each for each in everything if each.remedy.id == remedy_id)
    if not found:
        bound = sorted({each.remedy.id for each in everything})
        near = difflib.get_close_matches(remedy_id, bound, 1, 0.5)
        hint = f"; did you mean '{near[0]}'?" if near else f"; it pays {', '.join(bound) or 'none'}"
        raise UsageError(f"no target of '{agreement_id}' leads to remedy '{remedy_id}'{hint}")
    return RemedyCurves(agreement_id, remedy_id, found, maximum_exposure(agreement))
