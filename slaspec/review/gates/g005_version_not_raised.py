"""Gate G005."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.document.d056_version_not_rising import rank
from slaspec.checks.rule import finding_at
from slaspec.language.book import Book
from slaspec.language.model import Agreement, Amendment, Terms
from slaspec.review.change import AGREEMENTS, Change
from slaspec.review.gates.gate import Asked, Told, gate, told
from slaspec.review.names import renamed_documents


@gate("G005", passes="every changed text has a version of its own")
def version_not_raised(asked: Asked) -> Iterator[Told]:
    """The texts that were changed materially and kept their version, or took a lower one."""
    base, head = asked.pair.base, asked.pair.head
    old = {new: was for was, new in renamed_documents(base, head).items()}
    for id in dict.fromkeys(id for change in asked.material for id in _texts(asked, change)):
        text, before = head.contracts.get(id), base.contracts.get(old.get(id, id))
        if isinstance(text, Amendment) and text != before:
            yield from _not_raised(text, text.amends.version, f"'{text.amends.agreement}'")
        elif isinstance(text, Agreement | Terms) and isinstance(before, Agreement | Terms):
            yield from _not_raised(text, before.version, f"{text.kind} '{id}'")


def _texts(asked: Asked, change: Change) -> Iterator[str]:
    """The texts in which a change was written: agreements, their Terms, or an amendment."""
    base, head = asked.pair.base, asked.pair.head
    if change.effective is not None:
        made = (each for each in head.of(Amendment) if each.begins == change.effective)
        yield from (each.id for each in made if each.amends.agreement in change.agreements)
        return
    for id in change.agreements if change.kind in AGREEMENTS else (change.document,):
        text = head.get(id, Agreement)
        pinned = (text.terms.use,) if text is not None and text.terms is not None else ()
        both = (id, *pinned)
        changed = [id for id in both if base.contracts.get(id) != head.contracts.get(id)]
        yield from changed if len(changed) < 2 else (_in_file(head, change) or id,)


def _in_file(book: Book, change: Change) -> str:
    """The document of the file in which a change stands; empty where there is none."""
    contracts = (file.contract for file in book.files if file.file == change.span.file)
    return next((each.id for each in contracts if each is not None), "")


def _not_raised(text: Agreement | Terms | Amendment, before: str, what: str) -> Iterator[Told]:
    if rank(text.version) > rank(before):
        return
    same = text.version == before
    said = "keeps version" if same else f"goes from version {before} down to"
    about = text.amends.agreement if isinstance(text, Amendment) else text.id
    yield told(
        finding_at(
            text.at.of("version"),
            f"{what} is changed and {said} {text.version}",
            f"give it a version above {before}",
            document=about,
        )
    )
