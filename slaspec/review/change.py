"""One change of what was agreed: in business words, with its direction and both of its places."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Literal

from slaspec.findings import Severity, Span

Direction = Literal["tightened", "loosened", "neutral"]
Perspective = Literal["customer", "provider"]
Sort = Literal["added", "removed", "changed", "renamed", "reordered"]
AGREEMENTS = ("SLA", "OLA", "UC")
OPPOSITE: dict[Direction, Direction] = {
    "tightened": "loosened",
    "loosened": "tightened",
    "neutral": "neutral",
}


@dataclass(frozen=True, kw_only=True)
class Change:
    """
    One change that a rule found.

    `direction` is that of the promise: tightened is more for the customer of the document, loosened
    is less, neutral is neither or nobody can tell. `material` changes touch what is promised, how
    it is measured or what is paid; of them, `meaning` says that the figures of before and after are
    no longer of the same thing. `severity` is seen from a perspective: a material change against
    it, or one of which nobody can tell, is a warning, everything else is for information.

    `before` and `after` are short words of the value, empty where there is none. `base` and `head`
    are the places, None where there is none. `document`, `target` and `path` are ids; `agreements`
    are those that the change reaches, the document's own first. `effective` is the day from which
    it holds where an amendment brings it; `draft` says that the amendment lacks a signature.
    """

    rule: str
    name: str
    sort: Sort
    direction: Direction
    severity: Severity
    sentence: str
    before: str
    after: str
    document: str
    kind: str
    target: str
    path: tuple[str, ...]
    base: Span | None
    head: Span | None
    material: bool
    meaning: bool = False
    agreements: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    effective: date | None = None
    draft: bool = False

    @property
    def span(self) -> Span:
        """Where a reviewer looks: at the head, or at the base where it is gone."""
        span = self.head or self.base
        assert span is not None
        return span

    @property
    def fingerprint(self) -> str:
        """Sixteen hex digits over the rule and the path by ids, never over lines or words."""
        ids = "\x1f".join((self.rule, self.sort, self.document, *self.path))
        return hashlib.sha256(ids.encode(errors="backslashreplace")).hexdigest()[:16]


def severity_of(
    direction: Direction, kind: str, perspective: Perspective, *, material: bool
) -> Severity:
    """
    How much a change matters to one side.

    The perspective is that of the parties of an SLA. Its provider is the customer of every OLA and
    UC behind it, so that there more is good for the provider.
    """
    if not material:
        return "info"
    if direction == "neutral":
        return "warning"
    pays = perspective == "provider" and kind not in ("OLA", "UC")
    return "warning" if (direction == "tightened") == pays else "info"
