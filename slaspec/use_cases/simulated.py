"""A profile by its name; what its streams bring is in `measure/simulated.py`."""

from __future__ import annotations

from slaspec.errors import UsageError
from slaspec.language.book import Book
from slaspec.language.model import Profile
from slaspec.measure.simulated import AFTER, LEAD, Streams, streams_of

__all__ = ["AFTER", "LEAD", "Streams", "profile_of", "streams_of"]


def profile_of(book: Book, id: str) -> Profile:
    """A profile of the book; `UsageError` ("did you mean") where there is none of this id."""
    found = book.get(id, Profile)
    if found is None:
        from slaspec.checks.names import instead_of

        known = [each.id for each in book.of(Profile)]
        raise UsageError(f"there is no profile '{id}'; {instead_of(id, known, 'profiles')}")
    return found
