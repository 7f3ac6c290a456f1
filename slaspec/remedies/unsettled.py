"""The refusal of a term that the language has and this version cannot settle."""

from __future__ import annotations

from slaspec.errors import Unsupported
from slaspec.language.model.node import Place


class Unsettled(Unsupported):
    """A remedy has a term that is not settled yet; nothing was computed."""


def unsettled(agreement: str, remedy: str, term: str, at: Place, because: str = "") -> Unsettled:
    """
    The refusal of a term, by name and place.

    `remedy` is empty for a cap over the whole agreement; `because` says what makes a term that
    is settled elsewhere impossible here.
    """
    whose = f"agreement '{agreement}'" + (f", remedy '{remedy}'" if remedy else "")
    reason = f" {because}" if because else ""
    return Unsettled(
        f"{whose}: '{term}'{reason} cannot be settled yet by this version; nothing was computed",
        str(at.span),
        "settle this by hand, or agree on terms without it",
    )
