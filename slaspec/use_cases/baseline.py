"""
A baseline: the findings that a portfolio had when it began to be checked.

They are known by fingerprints, which are made of ids, and counted: what is there already does not
fail, one more of the same does. What is wrong with the text of a file is never part of it: such a
file is not judged at all, and a baseline would hide everything else in it.

The base of a change is a baseline as well, as of the same day: nothing turns red by the calendar
alone. A broken file that the change left as it was is known there: it can hide nothing new.
"""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from slaspec.checks.waived import InForce, in_force
from slaspec.errors import UsageError
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model.waivers import Waiver
from slaspec.use_cases.settings import READING, Settings

if TYPE_CHECKING:
    from slaspec.language.read import ReadFile
    from slaspec.review.pair import Pair

FORMAT = "slaspec-baseline/1"


@dataclass(frozen=True, order=True)
class Entry:
    """How many findings of one rule about one place: document and target by id."""

    rule: str
    document: str
    target: str
    fingerprint: str
    count: int


class Compared(NamedTuple):
    """
    Findings against a baseline; the counts in `fixed` are how many there are less.

    `waived` are those that are neither new nor there already, each with the waiver that covers it.
    """

    new: tuple[Finding, ...]
    already_there: tuple[Finding, ...] = ()
    fixed: tuple[Entry, ...] = ()
    waived: Mapping[Finding, Waiver] = MappingProxyType({})


@dataclass(frozen=True)
class Baseline:
    """
    The entries of a baseline, sorted.

    `unchanged` are the files that are the same on the base: what is wrong with them is known too.
    """

    entries: tuple[Entry, ...]
    unchanged: frozenset[str] = frozenset()

    def compare(self, findings: Iterable[Finding], judged: Callable[[str], bool]) -> Compared:
        """
        Which findings are new, which were there already, and what is fixed.

        `judged` says of a rule whether it was asked: what was not judged is not fixed. Of findings
        with one fingerprint the first by place are the ones that were there.
        """
        left = Counter({entry.fingerprint: entry.count for entry in self.entries})
        new: list[Finding] = []
        known: list[Finding] = []
        for finding in findings:
            may_be = _may_be_known(finding, self.unchanged)
            there = may_be and left[finding.fingerprint] > 0
            (known if there else new).append(finding)
            left[finding.fingerprint] -= there
        fixed = (
            dataclasses.replace(entry, count=left[entry.fingerprint])
            for entry in self.entries
            if left[entry.fingerprint] > 0 and judged(entry.rule)
        )
        return Compared(tuple(new), tuple(known), tuple(fixed))


def compared(
    book: Book,
    as_of: date,
    settings: Settings,
    baseline: Baseline | None = None,
    *,
    tried: bool = True,
) -> Compared:
    """
    All findings of a book, by the rules and with the severities that a project set, against its
    baseline and its waivers; without them all are new. Without `tried` no records are run through
    the engine.
    """
    found = found_under(book, as_of, settings, tried=tried)
    return weighed_against(found, settings, baseline, in_force(book.dated(as_of), as_of))


def against_base(
    pair: Pair,
    as_of: date,
    settings: Settings,
    *,
    tried: bool = True,
    only: Collection[str] | None = None,
) -> Compared:
    """
    The findings of the head against those of the base, both as of one day.

    A waiver counts that both revisions have. With `only`, of these documents and of the whole book.
    """
    before = found_under(pair.base.dated(as_of), as_of, settings, tried=tried, only=only)
    after = found_under(pair.head.dated(as_of), as_of, settings, tried=tried, only=only)
    known = failing_on_base(before, pair, as_of, settings)
    return weighed_against(after, settings, known, waivers_of(pair.head, as_of, pair.base))


def failing_on_base(
    found: Iterable[Finding], pair: Pair, as_of: date, settings: Settings
) -> Baseline:
    """What fails on the base as of a day: what its waivers cover needs a waiver on the head too."""
    unwaived = weighed_against(found, settings, None, waivers_of(pair.base, as_of)).new
    return baseline_of(unwaived, unchanged_files(pair))


def unchanged_files(pair: Pair) -> frozenset[str]:
    """The names of the files that say the same on both sides."""
    before = {file.file: file for file in pair.base.files}
    return frozenset(
        file.file
        for file in pair.head.files
        if file.file in before and _same_text(file, before[file.file])
    )


def _same_text(one: ReadFile, other: ReadFile) -> bool:
    """Whether two files have the same text; of those that are none, whether the same is wrong."""
    if one.document is None or other.document is None:
        return one.document is other.document and one.findings == other.findings
    return one.document.text == other.document.text


def found_under(
    book: Book,
    as_of: date,
    settings: Settings,
    *,
    tried: bool = True,
    only: Collection[str] | None = None,
) -> list[Finding]:
    """What the rules that a project judges by find, with the severities of the rules themselves."""
    from slaspec.use_cases.check import check

    return check(
        book,
        as_of,
        select=settings.select,
        ignore=settings.left_out,
        tried=tried,
        scenarios=settings.scenarios,
        only=only,
    )


def waivers_of(book: Book | None, as_of: date, base: Book | None = None) -> InForce | None:
    """
    The waivers of a book that hold on a day; None where there is no book to look at.

    With a base, those that it has as well.
    """
    if book is None:
        return None
    return in_force(book.dated(as_of), as_of, None if base is None else base.dated(as_of))


def weighed_against(
    found: Iterable[Finding], settings: Settings, baseline: Baseline | None, waivers: InForce | None
) -> Compared:
    """Findings with the severities that a project set, against its baseline and its waivers."""
    weighed = [settings.weighed(finding) for finding in found]
    compared = Compared(tuple(weighed))
    if baseline is not None:
        compared = baseline.compare(weighed, settings.judges)
    return compared if waivers is None else without_waived(compared, waivers)


def without_waived(compared: Compared, waivers: InForce) -> Compared:
    """New findings that a waiver covers are waived; what the baseline has needs none."""
    covered = ((finding, waivers.of(finding)) for finding in compared.new)
    waived = {finding: waiver for finding, waiver in covered if waiver is not None}
    new = (waivers.noted(finding) for finding in compared.new if finding not in waived)
    return compared._replace(new=tuple(new), waived=waived)


def baseline_of(findings: Iterable[Finding], unchanged: frozenset[str] = frozenset()) -> Baseline:
    """The baseline of some findings, without those about the text of a file that may differ."""
    counts = Counter(
        (finding.rule, finding.document, finding.target, finding.fingerprint)
        for finding in findings
        if _may_be_known(finding, unchanged)
    )
    entries = sorted(Entry(*ids, count) for ids, count in counts.items())
    return Baseline(tuple(entries), unchanged)


def _may_be_known(finding: Finding, unchanged: frozenset[str]) -> bool:
    return not finding.rule.startswith(READING) or finding.span.file in unchanged


def baseline_data(baseline: Baseline) -> dict[str, Any]:
    """The plain data of a baseline (`schemas/output/baseline.schema.json`)."""
    return {"format": FORMAT, "findings": [asdict(entry) for entry in baseline.entries]}


def read_baseline(file: Path) -> Baseline:
    """
    The baseline in a file.

    Raises `UsageError` where there is none, or where slaspec did not write it.
    """
    try:
        data = json.loads(file.read_text("utf-8"))
        if data["format"] != FORMAT:
            raise UsageError(f"'{file}' is a baseline of another version; write it anew")
        return Baseline(tuple(_entry(each) for each in data["findings"]))
    except OSError as error:
        raise UsageError(
            f"the baseline '{file}' cannot be read: {error.strerror}"
            f" (slaspec check --write-baseline {file} makes one)"
        ) from None
    except (ValueError, RecursionError, KeyError, TypeError):
        raise UsageError(f"'{file}' is no baseline that slaspec wrote") from None


def _entry(data: Any) -> Entry:
    entry = Entry(**data)
    texts = (entry.rule, entry.document, entry.target, entry.fingerprint)
    if not all(isinstance(text, str) for text in texts):
        raise TypeError
    if type(entry.count) is not int or entry.count < 1:
        raise ValueError
    return entry
