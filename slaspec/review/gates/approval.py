"""Who agreed to a text: the signatures that are new with it, or the paper it was taken from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from slaspec.checks.index import index
from slaspec.checks.names import listed
from slaspec.checks.parties.representatives import belong_together
from slaspec.checks.profiles import is_charter
from slaspec.language.amendments import consenting, missing_consent
from slaspec.language.book import Book
from slaspec.language.model import Agreement, Amendment
from slaspec.language.model.governance import Signature


def not_approved(before: Agreement | None, after: Agreement, book: Book) -> str:
    """
    Who has not agreed to a text, as `acme has not signed it`; empty where everybody has.

    `before` is the text on the base (None: there was none), whose signatures are not for this one.
    Both are whole texts; `book` is that of `after`.
    """
    if is_charter(after) or _is_on_new_paper(before, after):
        return ""
    if after.transcribed_from is not None:
        return _transcribed(before, after)
    new, known = [each.party for each in _new(before, after)], index(book)
    return _unsigned(
        party
        for party in _asked(before, after)
        if not any(belong_together(party, each, known) for each in new)
    )


def not_agreed(before: Amendment | None, after: Amendment, text: Agreement) -> str:
    """
    Who has not agreed to an amendment of a text; empty where everybody has who has to.

    `before` is the amendment on the base, if it was there: what it said was signed then, not now.
    """
    if before is None or _said(before) == _said(after):
        return _unsigned(missing_consent(after, text))
    if after.transcribed_from is not None:
        same = before.transcribed_from == after.transcribed_from
        return f"it is taken from {after.transcribed_from.document} as before" if same else ""
    signed = [each.party for each in _new(before, after)]
    return _unsigned(party for party in consenting(text) if party not in signed)


def _said(amendment: Amendment) -> Amendment:
    """What an amendment says, whoever signed it."""
    return replace(amendment, signatures=None, title="", description=None)


def _asked(before: Agreement | None, after: Agreement) -> tuple[str, ...]:
    """Who has to consent: as the text before says, and each party that was none of it."""
    if before is None or before.parties is None:
        return consenting(after)
    old = (before.parties.provider, before.parties.customer)
    now = (after.parties.provider, after.parties.customer) if after.parties else ()
    return tuple(dict.fromkeys((*consenting(before), *(each for each in now if each not in old))))


def _unsigned(parties: Iterable[str]) -> str:
    missing = list(parties)
    verb = "has" if len(missing) == 1 else "have"
    return f"{listed(missing)} {verb} not signed it" if missing else ""


def _new(before: Agreement | Amendment | None, after: Agreement | Amendment) -> list[Signature]:
    """The signatures that were not there before."""
    old = [_who(each) for each in (before.signatures if before else None) or ()]
    return [each for each in after.signatures or () if _who(each) not in old]


def _who(signature: Signature) -> tuple[str, str, object]:
    return signature.party, signature.by, signature.date.value


def _is_on_new_paper(before: Agreement | None, after: Agreement) -> bool:
    """Whether the text stands on a signed paper that is not that of the text before."""
    if after.signed is None:
        return False
    return before is None or before.signed is None or before.signed.sha256 != after.signed.sha256


def _transcribed(before: Agreement | None, after: Agreement) -> str:
    """What is wrong with a text that was written down from a document of the other side."""
    source = after.transcribed_from
    assert source is not None
    old = before.transcribed_from if before is not None else None
    if old is not None and old.sha256 == source.sha256:
        return f"{source.document} is the document of the text before"
    if after.read_by is None or after.checked_by is None or after.read_by == after.checked_by:
        return f"no two people read {source.document} and compared it with the text"
    return ""
