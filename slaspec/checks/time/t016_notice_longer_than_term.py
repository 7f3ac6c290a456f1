"""Rule T016."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.checks.time.spans import least_days
from slaspec.checks.time.windows_within import least_days_of, windows_of
from slaspec.findings import Finding
from slaspec.language.model import Agreement
from slaspec.language.model.node import Place
from slaspec.language.quantities import Span


@rule(id="T016", name="notice-longer-than-term", severity="warning", aspect="time")
def notice_longer_than_term(agreement: Agreement) -> Iterator[Finding]:
    """
    A notice takes longer than the whole agreement, or than what is left of it.

    What it does:
        Compares the notices of `effective`, of `changes` and of every right to terminate, in SLAs,
        OLAs and UCs, with the days from `effective.from` to `effective.through`. Before a right
        to terminate the windows pass that must be missed. Of an agreement that renews itself only
        the notice of the end is compared.

    Why:
        Notice would have to be given before the first day. The right stands in the text and can
        never be used; where the agreement renews itself, nobody gets out of it in the first term.

    Wrong:

        effective: {from: 2026-01-01, through: 2026-06-30, renewal: automatic, notice: 12 months}

    Right:

        effective: {from: 2026-01-01, through: 2026-06-30, renewal: automatic, notice: 1 month}

    Source:
        Directive 93/13/EEC, annex, point 1(h): a deadline for not extending a contract that is
        unreasonably early.
    """
    term = agreement.effective
    if term.through is None or term.through.value < term.from_.value:
        return
    days = (term.through.value - term.from_.value).days + 1
    for what, passed, notice, at in _notices(agreement):
        if notice is not None and passed + least_days(notice) > days:
            before = f" after {passed} days of misses" if passed else ""
            yield finding_at(
                at,
                f"the notice of {what} is {notice}{before}, and the term has {days} days,"
                f" from {term.from_} through {term.through}",
                "shorten the notice, or correct the term",
            )


def _notices(agreement: Agreement) -> Iterator[tuple[str, int, Span | None, Place]]:
    """What ends or changes, the days that must pass before, the notice and its place."""
    yield "the end", 0, agreement.effective.notice, agreement.effective.at.of("notice")
    if agreement.effective.ends is None:
        return  # what renews itself has time for all other notices
    if agreement.changes is not None:
        yield "a change", 0, agreement.changes.notice, agreement.changes.at.of("notice")
    windows = windows_of(agreement)
    for right in agreement.termination or ():
        window = windows.get(right.when.missed)
        passed = (right.when.times or 0) * least_days_of(window) if window else 0
        yield f"the {right.by}'s termination", passed, right.notice, right.at.of("notice")
