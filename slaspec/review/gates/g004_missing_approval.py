"""Gate G004."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from slaspec.checks.document.amended import text_before
from slaspec.checks.index import index
from slaspec.checks.names import listed
from slaspec.checks.rule import finding_at
from slaspec.findings import Finding
from slaspec.language.model import Agreement, Amendment, ServiceCatalogue
from slaspec.language.model.node import Place
from slaspec.review.change import AGREEMENTS, Change
from slaspec.review.gates.approval import not_agreed, not_approved
from slaspec.review.gates.gate import Asked, Told, gate, told
from slaspec.review.names import renamed_documents
from slaspec.review.references import agreements_naming
from slaspec.review.texts import whole

TEXTS = (*AGREEMENTS, "Terms")  # what parties sign
SHARED = ("Calendar", "PriorityMatrix", "DataSource")  # what agreements stand on, and nobody signs
SIGN = "have the text signed anew and add {party: …, by: …, date: …} to its signatures"
TRANSCRIBE = "write down the other side's new document: its sha256, read_by and checked_by"


@gate("G004", passes="every material change is signed by those who have to")
def missing_approval(asked: Asked) -> Iterator[Told]:
    """The material changes to which a party has not agreed."""
    return map(told, _Approvals(asked).missing())


class _Approvals:
    """What the parties agreed to, agreement by agreement."""

    def __init__(self, asked: Asked) -> None:
        self._asked, self._base, self._head = asked, asked.pair.base, asked.pair.head
        self._old = {new: old for old, new in renamed_documents(self._base, self._head).items()}

    def missing(self) -> Iterator[Finding]:
        """The findings: of agreements and their amendments, then of what many agreements share."""
        of_agreements = [each for each in self._asked.material if each.kind in TEXTS]
        for id in dict.fromkeys(id for each in of_agreements for id in each.agreements):
            yield from self._of(id, [each for each in of_agreements if id in each.agreements])
        shared = [each for each in self._asked.material if each.kind in SHARED]
        naming = agreements_naming(self._head, {each.document for each in shared})
        for id in dict.fromkeys(each.document for each in shared):
            changes = [each for each in shared if each.document == id]
            yield from self._of_shared(changes, naming[id])
        for each in self._asked.material:
            if each.kind == "ServiceCatalogue" and self._needs_consent(each):
                yield from self._of_shared([each], each.agreements)

    def _needs_consent(self, change: Change) -> bool:
        """Whether a service may not be changed by the provider alone."""
        catalogue = self._base.get(change.document, ServiceCatalogue)
        if catalogue is None:
            return False
        service = next((e for e in catalogue.services if e.id in change.path[1:2]), None)
        said = (service.changes if service is not None else None) or catalogue.changes
        return said != "provider_if_not_worse"

    def _of(self, id: str, changes: Sequence[Change]) -> Iterator[Finding]:
        after = self._head.get(id, Agreement)
        if after is None:
            yield from self._removed(id)
            return
        in_place = [each for each in changes if each.effective is None]
        if in_place and (why := self._not_approved(after)):
            new = self._old.get(id, id) not in self._base.contracts
            what = "is new" if new else f"is changed ({_told(in_place)})"
            help = SIGN if after.transcribed_from is None else TRANSCRIBE
            yield _finding(after.at.of("id"), f"'{id}' {what}, and {why}", help, id)
        days = {each.effective for each in changes if each.effective is not None}
        yield from self._of_amendments(after, days, changes)

    def _not_approved(self, after: Agreement) -> str:
        before = self._base.get(self._old.get(after.id, after.id), Agreement)
        known = None if before is None else whole(self._base, before)
        return not_approved(known, whole(self._head, after), self._head)

    def _removed(self, id: str) -> Iterator[Finding]:
        """An agreement that is gone and whose term is not over."""
        if index(self._head).may_stand_in_a_faulty_file(id):
            return  # it is not gone: its file cannot be read, which is an error of its own
        text = self._base.dated(self._asked.as_of).agreement(id)
        ends = text.effective.ends
        if ends is None or ends.value >= self._asked.as_of:
            last = f"is in force until {ends}" if ends is not None else "has no end"
            said = f"'{id}' is removed; it {last}, and nobody has signed that it is over"
            help = "end it by a signed amendment of effective/through, and remove it after that day"
            yield _finding(text.at.of("id"), said, help, id)

    def _of_amendments(
        self, agreement: Agreement, days: set[date], changes: Sequence[Change]
    ) -> Iterator[Finding]:
        """The amendments that bring changes: new or changed ones, and those that are withdrawn."""
        before, after = self._amendments(agreement)
        changed = [each for id, each in after.items() if each != before.get(id)]
        for each in changed:
            earlier = before.get(each.id)
            why = self._not_agreed(earlier, each)
            own = days & {each.begins, each.begins if earlier is None else earlier.begins}
            if why and own:
                brought = _told([change for change in changes if change.effective in own])
                said = f"amendment '{each.id}' changes '{agreement.id}' ({brought}), and {why}"
                help = f"have it signed before {each.begins}: until then it changes nothing"
                yield _finding(each.at.of("id"), said, help, agreement.id)
        for id, gone in before.items():
            if id not in after and gone.begins in days and gone.signatures and not changed:
                said = f"amendment '{id}' of '{agreement.id}' was signed, and nobody withdrew it"
                help = "take back what was signed by another amendment"
                yield _finding(agreement.at.of("id"), said, help, agreement.id)

    def _amendments(self, agreement: Agreement) -> tuple[Mapping[str, Amendment], ...]:
        """The amendments of an agreement by id, on the base and on the head."""
        return tuple(
            {each.id: each for each in book.of(Amendment) if each.amends.agreement == agreement.id}
            for book in (self._base, self._head)
        )

    def _not_agreed(self, before: Amendment | None, after: Amendment) -> str:
        text = text_before(after, self._head)
        return not_agreed(before, after, text) if text is not None else ""

    def _of_shared(self, changes: Sequence[Change], naming: Iterable[str]) -> Iterator[Finding]:
        """A document that no party signs: its agreements have to be signed for what it changes."""
        first = changes[0]
        if first.sort in ("added", "removed") and first.path == (first.document,):
            return  # an agreement that begins or ceases to name it is changed itself
        texts = (self._head.get(id, Agreement) for id in naming)
        unsigned = [each.id for each in texts if each is not None and self._is_unsigned(each)]
        if unsigned:
            contract = (self._head.contracts | self._base.contracts)[first.document]
            said = (
                f"{first.kind} '{first.document}' is changed ({_told(changes)}), and so is what"
                f" was agreed in {listed(unsigned)}, of which not all have signed that"
            )
            yield _finding(contract.at.of("id"), said, SIGN, first.document)

    def _is_unsigned(self, agreement: Agreement) -> bool:
        """Whether neither the agreement nor an amendment of it was signed with the change."""
        before, after = self._amendments(agreement)
        amended = any(
            each != before.get(id) and not self._not_agreed(before.get(id), each)
            for id, each in after.items()
        )
        return not amended and bool(self._not_approved(agreement))


def _finding(at: Place, said: str, help: str, document: str) -> Finding:
    return finding_at(at, said, help, document=document)


def _told(changes: Sequence[Change]) -> str:
    """The first of some changes in words, and how many more there are."""
    first = changes[0]
    place = "/".join(first.path)
    more = f", and {len(changes) - 1} more" if len(changes) > 1 else ""
    return f"{place}: {first.sentence}{more}"
