"""The common base of every part of a contract: where it stands, and how keys become fields."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from slaspec.findings import Span
    from slaspec.language.document import Document

Path = tuple[str | int, ...]


class Place(NamedTuple):
    """A path inside one document; resolved to file, line and column when it is shown."""

    document: Document | None
    path: Path

    def of(self, *keys: str | int) -> Place:
        """The place of a key below this one."""
        return Place(self.document, self.path + keys)

    @property
    def span(self) -> Span:
        """File, line and column of the value (or of its nearest parent that is in the file)."""
        from slaspec.findings import Span

        return self.document.span(self.path) if self.document else Span("<memory>", 1, 1)


NOWHERE = Place(None, ())


@dataclass(frozen=True, kw_only=True)
class Node:
    """
    A mapping of the contract. A field is named like its key; a key that Python reserves
    (or that is `at`) has an underscore behind it (`from_`). A field that is None was not written.
    """

    at: Place = field(default=NOWHERE, compare=False, repr=False)
