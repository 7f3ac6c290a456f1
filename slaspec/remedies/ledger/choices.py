"""What the customer chose among remedies that compete, by the entries of the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from slaspec.errors import LocatedError
from slaspec.language.model.ledger import ChoiceEntry, Entry
from slaspec.language.model.remedy import Combine
from slaspec.remedies.evaluation import Evaluation


@dataclass(frozen=True)
class Choices:
    """The choices that were recorded, in the order of the entries; the last one holds."""

    entries: tuple[ChoiceEntry, ...] = ()

    @staticmethod
    def of(entries: Sequence[Entry]) -> Choices:
        """The choices among some entries."""
        return Choices(tuple(entry for entry in entries if isinstance(entry, ChoiceEntry)))

    def chosen(self, combine: Combine, contest: Sequence[Evaluation]) -> ChoiceEntry | None:
        """The entry about one contest: `for` names its window, or its record or incident."""
        candidates = {evaluation.remedy.id for evaluation in contest}
        mine = [e for e in self.entries if e.takes in candidates and _is_about(e, combine, contest)]
        return mine[-1] if mine else None

    def require_candidates(self, due: Sequence[Evaluation]) -> None:
        """
        Raises `LocatedError` for a choice of what is no candidate.

        `due` is what is owed in a window before a group takes its own; where that is nothing, there
        is nothing to be chosen.
        """
        for entry in self.entries:
            candidates = {e.remedy.id for e in due if _is_about(entry, e.remedy.combine, [e])}
            if candidates and entry.takes not in candidates:
                raise LocatedError(
                    f"'{entry.takes}' is no candidate of group '{entry.choice}' for {entry.for_}:"
                    " nothing is due by it",
                    str(entry.at.of("takes").span),
                    f"candidates are: {', '.join(sorted(candidates))}; record another choice",
                )


NO_CHOICES = Choices()


def _is_about(entry: ChoiceEntry, combine: Combine | None, contest: Sequence[Evaluation]) -> bool:
    """Whether an entry is about a contest: of its group, by a name of what it is for."""
    if combine is None or (combine.group, combine.take) != (entry.choice, "choice"):
        return False
    return entry.for_ in _events(combine, contest)


def _events(combine: Combine, contest: Sequence[Evaluation]) -> set[str]:
    """What an entry may name for a contest."""
    if combine.per != "incident":
        return {contest[0].measured.window.name}
    misses = [evaluation.miss for evaluation in contest if evaluation.miss is not None]
    names = {name for miss in misses for name in (miss.id, miss.incident, *miss.others)}
    return names - {""}
