"""Which objective and window a row is about: one that is there, and no other row's."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from slaspec.errors import LocatedError
from slaspec.language.characters import shown
from slaspec.measure.reported.rows import FigureRow

if TYPE_CHECKING:
    from slaspec.measure.plan import TargetPlan

ALL = "all"
MOST_NAMED = 4
Key = tuple[str, str, str]
Rows = Mapping[Key, FigureRow]


def by_key(id: str, targets: Sequence[TargetPlan], rows: Sequence[FigureRow]) -> Rows:
    """
    Rows of the agreement `id` by target, objective and window.

    `targets` may name one several times, with the windows that each of its texts judges. Raises
    `LocatedError` for a row of anything else, and for a second row of the same.
    """
    plans: dict[str, list[TargetPlan]] = {}
    for target in targets:
        plans.setdefault(target.target.id, []).append(target)
    found: dict[Key, FigureRow] = {}
    for row in rows:
        key = _key(id, plans, row)
        if key in found:
            message = f"a second row for {shown_name(*key[:2])} in {key[2]}"
            raise LocatedError(message, row.at, f"the first is {found[key].at}")
        found[key] = row
    return found


def shown_name(target: str, objective: str) -> str:
    """`resolution/P1`, or the target alone where one objective holds for all."""
    return target if objective == ALL else f"{target}/{objective}"


def _key(id: str, plans: Mapping[str, Sequence[TargetPlan]], row: FigureRow) -> Key:
    target = row.text("target")
    if target not in plans:
        help = _instead(target, list(plans))
        raise row.fault("target", f"'{id}' has no target '{shown(target)}'", help)
    objective = _objective(row, target, plans[target])
    under = [plan for plan in plans[target] if objective in _names(plan)]
    return target, objective, _window(row, target, under)


def _names(plan: TargetPlan) -> list[str]:
    return [objective.name for objective in plan.objectives]


def _objective(row: FigureRow, target: str, plans: Sequence[TargetPlan]) -> str:
    names = list(dict.fromkeys(name for plan in plans for name in _names(plan)))
    said = row.text("objective") or ALL
    if said in names:
        return said
    if names == [ALL]:
        message = f"{target} has one objective for all records, and no '{shown(said)}'"
        raise row.fault("objective", message, "leave it empty")
    if said == ALL:
        message = f"this row does not say which objective of {target} it is about"
        raise row.fault("objective", message, f"write {' or '.join(names)}")
    message = f"{target} has no objective '{shown(said)}'"
    raise row.fault("objective", message, _instead(said, names))


def _window(row: FigureRow, target: str, plans: Sequence[TargetPlan]) -> str:
    said = row.text("window")
    asked = [
        window.name
        for plan in plans
        for window in (*plan.windows, *plan.spans.before.values())
        if window.name not in plan.spans.joined
    ]
    if said in asked:
        return said
    for plan in plans:
        if said in plan.spans.joined:
            message = f"{said} is judged together with {plan.spans.joined[said]}"
            raise row.fault("window", message, "add its figures to those of that row")
    message = f"'{shown(said)}' is no window of {target} in this period"
    raise row.fault("window", message, f"it is judged per {plans[-1].window}: {_few(asked)}")


def _instead(said: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(said, known, 1)
    return f"did you mean {near[0]}?" if near else f"there are: {', '.join(known)}"


def _few(windows: Sequence[str]) -> str:
    names = sorted(set(windows))
    return ", ".join(names) if len(names) <= MOST_NAMED else f"{names[0]} to {names[-1]}"
