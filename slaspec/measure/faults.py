"""How a plan stops: a fault at a place, a question without an answer, a term not measured yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slaspec.errors import LocatedError, Unsupported

if TYPE_CHECKING:
    from slaspec.language.model.node import Place


def located(message: str, place: Place, help: str = "") -> LocatedError:
    """An error at a place of a contract."""
    return LocatedError(message, str(place.span), help)


NEAREST = "the interpretation, the metric or the target"


def unsaid(place: Place, question: str, why: str, where: str = NEAREST) -> LocatedError:
    """A question on which a verdict depends and that nobody answers."""
    return located(f"'{question}' is not said: {why}", place, f"answer {question} in {where}")


def unsupported(message: str, place: Place) -> Unsupported:
    """The refusal of a term that this version cannot measure."""
    return Unsupported(
        f"{message} cannot be measured yet by this version; nothing was computed",
        str(place.span),
        "leave the term out, or judge this target by hand",
    )
