"""One change of a text: find the place, compare what stands there, write what becomes of it."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from slaspec.language.book import SECTIONS
from slaspec.language.characters import shown
from slaspec.language.document import as_text
from slaspec.language.model import Agreement
from slaspec.language.model.amendment import Change
from slaspec.language.model.node import Place
from slaspec.language.shape_words import suggestion
from slaspec.language.text_tree import Written, alike, name_of, written

AMENDABLE = (*SECTIONS, "title", "description", "part_of", "effective")
LONGEST_QUOTED = 120


class Refusal(NamedTuple):
    """Why a change does not apply: the kind of reason, a sentence, its place, what to do."""

    reason: Literal["place", "guard", "exists"]
    message: str
    at: Place
    help: str


class _Refused(Exception):
    """Ends one change; `key` of the change is where the fault lies."""

    def __init__(
        self, message: str, help: str, reason: Literal["place", "guard", "exists"] = "place"
    ) -> None:
        super().__init__(message)
        self.message, self.help, self.reason = message[:500], help, reason


def edited(tree: Written, change: Change) -> Written | Refusal:
    """The text after one change, or why the change does not apply; `tree` itself stays as it is."""
    try:
        _require_amendable(change)
        return _edited(tree, change.steps, change)
    except _Refused as fault:
        key = change.guard[0] if fault.reason == "guard" and change.guard else "at"
        return Refusal(fault.reason, fault.message, change.at.of(key), fault.help)


def _require_amendable(change: Change) -> None:
    first = change.steps[0]
    if change.steps in (("effective",), ("effective", "from")):
        raise _Refused(
            "the first day of the term is not amended",
            "amend another key of the term, for example effective/through",
        )
    if first in AMENDABLE:
        return
    if first in Agreement.__dataclass_fields__:
        raise _Refused(
            f"'{change.at_}' of an agreement is not amended",
            "amend its sections, its title or its term; for anything else sign a new agreement",
        )
    raise _Refused(
        f"an agreement has no '{shown(first, 60)}'", suggestion(first, sorted(AMENDABLE))
    )


def _edited(node: Written, steps: tuple[str, ...], change: Change) -> Written:
    """A copy of a node in which the place below it is changed."""
    step, rest = steps[0], steps[1:]
    key = _key(node, step, change, last=not rest)
    if rest:
        return _with(node, key, _edited(node.value[key], rest, change))
    _require_as_said(node.value[key] if _has(node, key) else None, change)
    if change.removes is not None:
        return _without(node, key)
    name = "adds" if change.becomes is None else "becomes"
    value = written(getattr(change, name), change.at.of(name))
    if isinstance(node.value, list) and name_of(value) != step:
        raise _Refused(
            f"the entry is called '{shown(step, 60)}' in 'at', and"
            f" '{shown(name_of(value) or '', 60)}' in '{name}'",
            "write the same id in both; another id is a removal and an addition",
        )
    return _with(node, key, value)


def _has(node: Written, key: str | int) -> bool:
    return key in node.value if isinstance(node.value, dict) else key != len(node.value)


def _key(node: Written, step: str, change: Change, *, last: bool) -> str | int:
    """The key of a mapping, or the position in a list, that a step means."""
    fresh = last and change.adds is not None
    if isinstance(node.value, dict):
        if step not in node.value and not fresh:
            raise _unknown(step, change, list(node.value))
        return step
    if not isinstance(node.value, list):
        raise _Refused(
            f"'{shown(step, 60)}' is looked for in a single value, {quoted(node.plain())}",
            "end the path with the key of that value",
        )
    names = [name_of(entry) or "" for entry in node.value]
    if "" in names:
        raise _Refused(
            f"the entries of the list above '{shown(step, 60)}' have no ids",
            "end the path at the list, and write the whole of it",
        )
    if step not in names and not fresh:
        raise _unknown(step, change, names)
    return names.index(step) if step in names else len(names)


def _unknown(step: str, change: Change, known: list[str]) -> _Refused:
    help = suggestion(step, known) if known else "there is nothing there yet: say what it adds"
    if change.adds is not None and step in AMENDABLE:
        help = f"add the section whole: at: {step}"
    return _Refused(
        f"the text in force has no '{shown(step, 60)}' on the way to '{shown(change.at_)}'", help
    )


def _require_as_said(held: Written | None, change: Change) -> None:
    """The guard: what the change says of the text before must be what stands there."""
    guard = change.guard
    if guard is None and held is not None:
        raise _Refused(
            f"'{shown(change.at_)}' stands there already: {quoted(held.plain())} ({held.at.span})",
            "say what it was and what it becomes, or add it under another id",
            "exists",
        )
    if guard is None or held is None:
        return  # what is new is not there; what is not there and not new was refused
    key, said = guard
    if not alike(held.plain(), said):
        raise _Refused(
            f"'{shown(change.at_)}' is {quoted(held.plain())} in the text in force"
            f" ({held.at.span}), not {quoted(said)}",
            f"write {key} as it stands there, or amend the version that has these words",
            "guard",
        )


def _with(node: Written, key: str | int, value: Written) -> Written:
    copy: Any = dict(node.value) if isinstance(node.value, dict) else list(node.value)
    if isinstance(copy, list) and key == len(copy):
        copy.append(value)
    else:
        copy[key] = value
    return Written(copy, node.at)


def _without(node: Written, key: str | int) -> Written:
    copy: Any = dict(node.value) if isinstance(node.value, dict) else list(node.value)
    del copy[key]
    return Written(copy, node.at)


def quoted(data: Any) -> str:
    """Data for a message, as it would be written on one line, cut where it is long."""
    text = shown(flow(data), LONGEST_QUOTED)
    return text if isinstance(data, dict | list) else f"'{text}'"


def flow(data: Any) -> str:
    """Plain data in one line, as YAML: `{share: 90%, within: 5h}`."""
    if isinstance(data, dict):
        return "{" + ", ".join(f"{key}: {flow(held)}" for key, held in data.items()) + "}"
    if isinstance(data, list | tuple):
        return "[" + ", ".join(map(flow, data)) + "]"
    if isinstance(data, bool):
        return "true" if data else "false"
    return data if isinstance(data, str) else as_text(data)
