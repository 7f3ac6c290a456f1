"""The story of a line of a statement in sentences, from the file that slaspec wrote."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from slaspec.remedies.sizes import size_text

_MOST_IDS = 10
_SHORT = 12


def story(data: dict[str, Any], line: dict[str, Any]) -> Iterator[str]:
    """
    How a line came about: clause, records, value, each stage, what was cut, claim, evidence.

    Raises `KeyError` or `TypeError` for data that is no statement.
    """
    owner = (
        line["target"] if line["objective"] == "all" else f"{line['target']}/{line['objective']}"
    )
    record = f" {line['record']}" if line["record"] else ""
    yield (
        f"{line['amount']} {line['currency']} for {owner}{record} in {line['window']}"
        f" ({line['from']} to {line['through']}) by {line['remedy']} ({line['place']})"
    )
    yield f"  under {_clause(line)}of {data['title']} ({data['agreement']} {data['version']})"
    yield from _records(_verdict(data, line))
    yield from (_step(step, line["currency"]) for step in line["trail"])
    yield from _cuts(line)
    yield from _claim(line)
    if line["adjusts"]:
        yield f"  it corrects {line['adjusts']}: the amount is only the difference to it"
    yield from _evidence(data, line)


def _step(step: dict[str, str], currency: str) -> str:
    """What a stage did; where it moved an amount, from which to which."""
    amounts = (step["in"], step["out"])
    moved = amounts[0] != amounts[1] and all(each.endswith(f" {currency}") for each in amounts)
    change = f" ({amounts[0]} -> {amounts[1]})" if moved else ""
    place = f"  [{step['place']}]" if step["place"] else ""
    return f"  {step['stage']}: {step['sentence']}{change}{place}"


def _clause(line: dict[str, Any]) -> str:
    return f"clause {line['clause']} " if line["clause"] else "the text "


def _verdict(data: dict[str, Any], line: dict[str, Any]) -> dict[str, Any] | None:
    """The verdict that the line rests on; None for a line that only withdraws an earlier one."""
    keys = ("target", "objective", "window", "from", "through")
    wanted = [line[key] for key in keys]
    return next((v for v in data["verdicts"] if [v[key] for key in keys] == wanted), None)


def _records(verdict: dict[str, Any] | None) -> Iterator[str]:
    if verdict is None:
        return
    unit = verdict["unit"]
    value = "" if verdict["value"] is None else f": {verdict['value']}{_behind(unit)}"
    yield f"  it was {verdict['verdict'].replace('_', ' ')}{_counted(verdict)}{value}"
    missed = verdict["missed"]
    if missed:
        more = f" and {len(missed) - _MOST_IDS:,} more" if len(missed) > _MOST_IDS else ""
        yield f"  records that missed ({len(missed):,}): {', '.join(missed[:_MOST_IDS])}{more}"
    if verdict["excluded"]:
        of = ", ".join(f"{reason} {count:,}" for reason, count in verdict["excluded"].items())
        yield f"  not counted: {of}"
    if verdict["open"]:
        yield f"  {verdict['open']:,} open records could add up to as many misses"


def _counted(verdict: dict[str, Any]) -> str:
    """The seconds or records behind a value; nothing where it was reported without them."""
    if verdict["down"] is not None:
        down, counted = (size_text(Fraction(verdict[key]), "s") for key in ("down", "counted"))
        return f", {down} down of {counted}"
    if not verdict["counted"] and verdict["value"] is not None:
        return ""
    return f", {verdict['met']} of {verdict['counted']} records met it"


def _behind(unit: str) -> str:
    return unit if unit in ("", "%", "s", "ms") else f" {unit}"


def _cuts(line: dict[str, Any]) -> Iterator[str]:
    words = {
        "carried_in": "were carried in from an earlier window",
        "cap_cut": "were lost to caps",
        "carried_out": "are carried into the next window",
        "minimum_cut": "were too little to be paid",
        "lapsed": "lapsed without a claim in time",
    }
    for key, said in words.items():
        if line[key].strip("0."):
            yield f"  {line[key]} {line['currency']} {said}"


def _claim(line: dict[str, Any]) -> Iterator[str]:
    if line["claim"] == "claimable":
        until = f"; the last day is {line['claim_by']}" if line["claim_by"] else ""
        yield f"  it must be claimed, and was not yet{until}"
    elif line["claim"] == "claimed":
        until = f" in time (by {line['claim_by']})" if line["claim_by"] else ""
        yield f"  it was claimed{until}"


def _evidence(data: dict[str, Any], line: dict[str, Any]) -> Iterator[str]:
    files = {each["id"]: each["file"] for each in data["sources"]}
    for each in line["evidence"]:
        file = files.get(each["source"], each["source"])
        yield f"  evidence: {file} (SHA-256 {each['sha256'][:_SHORT]}…)"
    contract = data["run"]["contracts"].get(data["agreement"])
    if contract is not None:
        as_of = data["run"]["as_of"]
        yield f"  settled as of {as_of} by the text with SHA-256 {contract[:_SHORT]}…"
