"""Kind `Amendment`: a dated change of one agreement, place by place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from slaspec.language.model.governance import Signature, Signed, Transcribed
from slaspec.language.model.node import Node
from slaspec.language.quantities import Day

Written = Any  # plain data, as it stands in the agreement: what it means, its place decides


@dataclass(frozen=True, kw_only=True)
class Amends(Node):
    """The agreement that is amended, and the version that the amendment was written against."""

    agreement: str
    version: str


@dataclass(frozen=True, kw_only=True)
class AmendmentEffective(Node):
    """From when on the amended text holds."""

    from_: Day


@dataclass(frozen=True, kw_only=True)
class Change(Node):
    """One change of one place: `was` and `becomes`, or what it `adds`, or what it `removes`."""

    at_: str
    was: Written | None = None
    becomes: Written | None = None
    adds: Written | None = None
    removes: Written | None = None
    clause: str | None = None
    remark: str | None = None

    @property
    def steps(self) -> tuple[str, ...]:
        """The keys and ids that lead to the place."""
        return tuple(self.at_.split("/"))

    @property
    def guard(self) -> tuple[str, Written] | None:
        """The key that says what stands there before, and what it says; None for what is new."""
        if self.was is not None:
            return "was", self.was
        return None if self.removes is None else ("removes", self.removes)


@dataclass(frozen=True, kw_only=True)
class Amendment(Node):
    """What is changed in which agreement, from when on, and who agreed to it."""

    apiVersion: Literal["slaspec/v1"]
    kind: Literal["Amendment"]
    id: str
    title: str
    amends: Amends
    version: str
    effective: AmendmentEffective
    changes: tuple[Change, ...]
    description: str | None = None
    takes_effect: Literal["next_window", "mid_window"] | None = None
    retroactive: str | None = None
    notified: Day | None = None
    notice_waived: bool | None = None
    signed: Signed | None = None
    signatures: tuple[Signature, ...] | None = None
    transcribed_from: Transcribed | None = None

    @property
    def begins(self) -> date:
        """The first day of the amended text."""
        return self.effective.from_.value

    @property
    def signed_on(self) -> date | None:
        """The day of the last signature; None where nobody signed."""
        return max((each.date.value for each in self.signatures or ()), default=None)
