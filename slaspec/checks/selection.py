"""Which rules a user wants to hear: ids (`M004`), beginnings of ids (`M`), or names."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from slaspec.checks.pages import RECORDS, Page, all_pages
from slaspec.errors import UsageError
from slaspec.findings import SEVERITIES, Finding


@dataclass(frozen=True)
class Selection:
    """
    Selected and ignored rules and the severities that are shown; empty `select` means all.

    Ignoring wins over selecting.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severities: tuple[str, ...] = SEVERITIES

    @classmethod
    def of(
        cls,
        select: Iterable[str] | None = None,
        ignore: Iterable[str] | None = None,
        severities: Collection[str] | None = None,
    ) -> Selection:
        """Raises `UsageError` for a word that selects no rule, and for an unknown severity."""
        for severity in severities or ():
            if severity not in SEVERITIES:
                raise UsageError(f"'{severity}' is no severity; there are: {', '.join(SEVERITIES)}")
        return cls(
            tuple(sorted({id for word in select or () for id in ids_of(word)})),
            tuple(sorted({id for word in ignore or () for id in ids_of(word)})),
            tuple(severities) if severities is not None else SEVERITIES,
        )

    def wants(self, rule_id: str) -> bool:
        """Whether a rule is to be run."""
        return (not self.select or rule_id in self.select) and rule_id not in self.ignore

    def shows(self, finding: Finding) -> bool:
        """Whether a finding is to be shown."""
        return self.wants(finding.rule) and finding.severity in self.severities


def ids_of(word: str) -> tuple[str, ...]:
    """The ids of the rules that a word selects; `UsageError` with the nearest word for none."""
    pages = {id: page for id, page in all_pages().items() if page.aspect != RECORDS}
    ids = _selected(word, pages)
    if not ids and (of_records := _selected(word, all_pages())):
        raise UsageError(
            f"'{word}' is about records, not about contracts ({of_records[0]}); what is wrong with"
            " a sample is reported as M006"
        )
    if not ids:
        known = [*pages, *(page.name for page in pages.values())]
        near = difflib.get_close_matches(word, known, 1, 0.5)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise UsageError(f"'{word}' is no rule, and no rule begins with it{hint}")
    return ids


def _selected(word: str, pages: Mapping[str, Page]) -> tuple[str, ...]:
    return tuple(
        id
        for id, page in pages.items()
        if word == page.name or (word and id.startswith(word.upper()))
    )
