"""One side of a pair: every agreement by its latest text, judged as if that had been in force."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from slaspec.errors import LocatedError
from slaspec.language.model import Agreement, Amendment, Contract, Ledger, Scenario
from slaspec.language.quantities import FIRST_YEAR, Day

if TYPE_CHECKING:
    from slaspec.language.amendments import History
    from slaspec.language.book import Book
    from slaspec.language.read import ReadFile

ALL = "all"


@dataclass(frozen=True)
class Latest:
    """The latest text of an agreement, and the amendment that makes it (None: as it was signed)."""

    agreement: Agreement
    begins: date
    amendment: Amendment | None = None
    draft: bool = False


class Revision:
    """
    One of the two books.

    `name` is `base` or `head`. Amendments that lack a signature count where their ids are among
    `drafts` (None: all of them).
    """

    def __init__(
        self, name: str, book: Book, as_of: date, drafts: Collection[str] | None = None
    ) -> None:
        self.name, self.signed, self._as_of, self._drafts = name, book, as_of, drafts

    @cached_property
    def latest(self) -> Mapping[str, Latest]:
        """The latest texts of the agreements that amendments change, by their ids."""
        return {id: self._latest(each) for id, each in self.signed.histories.items()}

    @cached_property
    def book(self) -> Book:
        """The book with the latest texts."""
        texts = {id: each.agreement for id, each in self.latest.items()}
        return self.signed.with_texts(self._as_of, texts)

    @property
    def draft_ids(self) -> frozenset[str]:
        """The amendments that count without all signatures."""
        return frozenset(e.amendment.id for e in self.latest.values() if e.draft and e.amendment)

    def text(self, id: str) -> Latest | None:
        """
        The latest text of an agreement; None where there is no such agreement.

        Raises `LocatedError` where its file cannot be read, a signed amendment does not apply, or a
        fault would make a verdict or an amount unsound.
        """
        agreement = self.signed.get(id, Agreement)
        if agreement is None:
            self._require_no_file_of(id)
            return None
        if id in self.latest:
            self.signed.histories[id].require_sound(date.max)
            found = self.latest[id]
        else:
            found = Latest(self.book.whole(agreement), agreement.effective.from_.value)
        self._require_sound(id, found)
        return found

    def _latest(self, history: History) -> Latest:
        made = list(history.texts[-1:])
        for text in history.drafts:
            counts = text.made_by and (self._drafts is None or text.made_by.id in self._drafts)
            if counts and text.begins >= history.texts[-1].begins:
                made.append(text)
        last = made[-1]
        return Latest(last.agreement, last.begins, last.made_by, last.draft)

    def _require_sound(self, id: str, text: Latest) -> None:
        """What bars a statement bars its comparison, too; other SLAs and what is about them not."""
        from slaspec.checks.run import bars

        others = {each.id for each in self.signed.of(Agreement) if each.kind == "SLA"} - {id}
        files = tuple(
            f for f in self.signed.files if f.contract and about(f.contract) not in others
        )
        alone = dataclasses.replace(self.signed, files=files, _wholes={})
        found = bars(alone.with_texts(self._as_of, {id: text.agreement}), id, self._as_of)
        if found:
            first = found[0]
            raise LocatedError(f"{first.rule} {first.message}", str(first.span), first.help)

    def _require_no_file_of(self, id: str) -> None:
        """A file that cannot be read is another thing than an agreement that is not there."""
        for file in self.signed.files:
            if file.contract is None and file.findings and _names(file, id):
                first = file.findings[0]
                raise LocatedError(first.message, str(first.span), first.help)


def about(contract: Contract) -> str:
    """The document that a document is about: of an amendment or a ledger, its agreement."""
    if isinstance(contract, Amendment):
        return contract.amends.agreement
    if isinstance(contract, Ledger | Scenario):
        return contract.agreement
    return contract.id


def _names(file: ReadFile, id: str) -> bool:
    data = file.document.data if file.document is not None else None
    return isinstance(data, dict) and data.get("id") == id


def as_if(agreement: Agreement, first: date) -> Agreement:
    """
    A text as if it had been in force for more than a year on a day, and went on without an end.

    The day of the year on which its contract years begin is that of its term.
    """
    began = agreement.effective.from_.value
    year = max(FIRST_YEAR, first.year - 2)
    leaps = (began.month, began.day) == (2, 29)
    since = began.replace(year=year, day=28 if leaps else began.day)
    effective = dataclasses.replace(
        agreement.effective,
        from_=Day(since.isoformat()),
        through=None,
        judged_from=None,
        credits_from=None,
    )
    return dataclasses.replace(agreement, effective=effective)


def begun(agreement: Agreement, first: date) -> dict[tuple[str, str], date]:
    """Every objective of a text, judged from one day on: nothing is known, or asked, of before."""
    return {
        (target.id, name): first
        for target in agreement.targets or ()
        for name in (*((ALL,) if target.objective else ()), *(target.objectives or ()))
    }
