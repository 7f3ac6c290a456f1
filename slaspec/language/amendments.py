"""
Amendments: from the text that was signed, through dated changes, to the text in force on a date.

An amendment applies whole or not at all. Why one does not, is data: `Fault`s at places of its file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, cast

from slaspec.errors import LocatedError
from slaspec.language.book import SECTIONS
from slaspec.language.document import Document, Unplaced
from slaspec.language.model import Agreement, Amendment, Terms
from slaspec.language.model.amendment import Change
from slaspec.language.model.node import Place
from slaspec.language.shape import shape_findings
from slaspec.language.structure import structure, unstructure
from slaspec.language.text_edits import edited
from slaspec.language.text_tree import JoinedDocument, Written, written

Reason = Literal["version", "place", "guard", "exists", "invalid"]


@dataclass(frozen=True)
class Fault:
    """
    Why an amendment does not apply: the kind of reason, a sentence, its place, what to do.

    Where it is a `draft`, the text in force is none the worse for it.
    """

    amendment: Amendment
    reason: Reason
    message: str
    at: Place
    help: str
    draft: bool = False


@dataclass(frozen=True)
class Text:
    """
    The whole text of an agreement from a day on, with the amendments that made it, in order.

    `draft` is the amendment that is not signed by all who have to, where there is one: such a text
    is not in force.
    """

    begins: date
    agreement: Agreement
    tree: Written
    amendments: tuple[Amendment, ...] = ()
    draft: bool = False

    @property
    def made_by(self) -> Amendment | None:
        """The amendment with which it begins; None for the text as it was signed."""
        return self.amendments[-1] if self.amendments else None


@dataclass(frozen=True)
class History:
    """
    The texts of one agreement by the day on which each begins, the signed one first.

    `drafts` are the texts that amendments without consent would make; `faults` are those of
    amendments that do not apply.
    """

    texts: tuple[Text, ...]
    drafts: tuple[Text, ...] = ()
    faults: tuple[Fault, ...] = ()

    def on(self, day: date) -> Text:
        """The text in force on a day; before the term begins, the text on its first day."""
        day = max(day, self.texts[0].begins)
        return [text for text in self.texts if text.begins <= day][-1]

    def up_to(self, day: date) -> tuple[Text, ...]:
        """
        The texts that begin by a day, the signed one always first.

        Raises `LocatedError` where a signed amendment effective by then does not apply.
        """
        self.require_sound(day)
        signed, *amended = self.texts
        return (signed, *(text for text in amended if text.begins <= day))

    def ahead(self, day: date) -> Iterator[Text]:
        """The texts that begin after a day, by their days, then those of drafts."""
        yield from (text for text in self.texts[1:] if text.begins > day)
        yield from self.drafts

    def require_sound(self, through: date) -> None:
        """Raises `LocatedError` where a signed amendment effective by then does not apply."""
        for fault in self.faults:
            if fault.amendment.begins <= through and not fault.draft:
                raise LocatedError(fault.message, str(fault.at.span), fault.help)


def history(
    agreement: Agreement, terms: Terms | None, whole: Agreement, amendments: Iterable[Amendment]
) -> History:
    """
    All texts of an agreement: `whole` first, then one for each amendment that applies.

    Amendments are applied by effective date, then by id; one that lacks a signature makes a draft
    and is passed over.
    """
    texts = [Text(agreement.effective.from_.value, whole, _joined(agreement, terms))]
    drafts: list[Text] = []
    faults: list[Fault] = []
    for amendment in sorted(amendments, key=lambda each: (each.begins, each.id)):
        draft = bool(missing_consent(amendment, texts[-1].agreement))
        made = _amended(texts[-1], amendment, [text.agreement.version for text in texts])
        if isinstance(made, list):
            faults += (replace(fault, draft=draft) for fault in made)
        else:
            (drafts if draft else texts).append(replace(made, draft=draft))
    return History(tuple(texts), tuple(drafts), tuple(faults))


def missing_consent(amendment: Amendment, text: Agreement) -> tuple[str, ...]:
    """
    The parties whose signature an amendment lacks, as `changes.consent` of the text asks.

    Where the text does not say who has to agree, both have to. A supplier's document that was
    transcribed stands for signatures.
    """
    if amendment.transcribed_from is not None:
        return ()
    signed = {signature.party for signature in amendment.signatures or ()}
    return tuple(party for party in consenting(text) if party not in signed)


def consenting(text: Agreement) -> tuple[str, ...]:
    """The parties without whom a text is not changed: both, unless it says otherwise."""
    if text.parties is None:
        return ()
    return {
        "mutual": (text.parties.provider, text.parties.customer),
        "provider": (text.parties.provider,),
        "customer": (text.parties.customer,),
    }[text.changes.consent if text.changes else "mutual"]


def _joined(agreement: Agreement, terms: Terms | None) -> Written:
    """The text as it was signed, with the sections that stand in its Terms."""
    own = _tree(agreement)
    shared = _tree(terms).value if terms is not None else {}
    taken = {key: shared[key] for key in SECTIONS if key in shared and key not in own.value}
    return Written({**own.value, **taken}, own.at)


def _tree(contract: Agreement | Terms) -> Written:
    document = contract.at.document or Unplaced(unstructure(contract))
    return written(document.data, Place(document, ()))


def _amended(text: Text, amendment: Amendment, versions: Sequence[str]) -> Text | list[Fault]:
    """The text that an amendment makes of another, or why it does not apply."""
    if text.agreement.version != amendment.amends.version:
        return [_of_another_version(text, amendment)]
    if amendment.version in versions:
        message = f"'{text.agreement.id}' has a version {amendment.version} already"
        help = "give the amended text a version of its own"
        return [Fault(amendment, "version", message, amendment.at.of("version"), help)]
    faults: list[Fault] = []
    tree = text.tree
    for change in amendment.changes:
        made = edited(tree, change)
        if isinstance(made, Written):
            tree = made
        else:
            faults.append(Fault(amendment, *made))
    if faults:
        return faults
    value = {**tree.value, "version": Written(amendment.version, amendment.at.of("version"))}
    return _valid(text, amendment, Written(value, tree.at))


def _of_another_version(text: Text, amendment: Amendment) -> Fault:
    message = (
        f"this amends version {amendment.amends.version} of '{text.agreement.id}', and version"
        f" {text.agreement.version} is in force just before {amendment.begins}"
    )
    at = amendment.amends.at.of("version")
    help = f"write it against version {text.agreement.version}, or correct the dates"
    return Fault(amendment, "version", message, at, help)


def _valid(text: Text, amendment: Amendment, tree: Written) -> Text | list[Fault]:
    """The typed text of a tree; each thing that is wrong with it, at the change that made it so."""
    base = cast("Document", tree.at.document)
    document = JoinedDocument(base, tree)
    wrong = shape_findings(document)
    if not wrong:
        agreement, wrong = structure(document.data, document)
    if wrong:
        return [
            Fault(
                amendment,
                "invalid",
                f"the amended text is not valid: {finding.message}"[:500],
                cause(amendment, finding.path),
                finding.help or "correct the change, or change what goes with it as well",
            )
            for finding in wrong
        ]
    return Text(amendment.begins, cast("Agreement", agreement), tree, (*text.amendments, amendment))


def cause(amendment: Amendment, path: Sequence[str]) -> Place:
    """The change of an amendment that reaches nearest to a place of the text; else its first."""
    best = max(amendment.changes, key=lambda change: _common(change.steps, path))
    return best.at.of("at")


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))


def collisions(amendments: Sequence[Amendment]) -> Iterator[tuple[Change, Amendment, Change]]:
    """
    Changes of one place by two amendments whose order is not told by their dates.

    Either both take effect on one day, or the one signed later takes effect earlier. Yields the
    later change, the other amendment and its change; a place lies in a place above it.
    """
    ordered = sorted(amendments, key=lambda each: (each.begins, each.id))
    for i, earlier in enumerate(ordered):
        for later in ordered[i + 1 :]:
            if not (earlier.begins == later.begins or _signed_backwards(earlier, later)):
                continue
            for change in later.changes:
                for other in earlier.changes:
                    depth = min(len(change.steps), len(other.steps))
                    if change.steps[:depth] == other.steps[:depth]:
                        yield change, earlier, other


def _signed_backwards(earlier: Amendment, later: Amendment) -> bool:
    one, two = earlier.signed_on, later.signed_on
    return one is not None and two is not None and two < one
