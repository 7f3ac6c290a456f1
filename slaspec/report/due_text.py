"""The deadlines of a ticket as text: for the service manager, or as a card per support group."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from slaspec.report.escape import for_terminal
from slaspec.report.findings_text import aligned

if TYPE_CHECKING:
    from slaspec.use_cases.due import Deadline, Due
    from slaspec.use_cases.due_steps import Notice, Step
    from slaspec.use_cases.ticket_clock import Ends


def due_text(found: Due) -> str:
    """Target by target: the deadline, what moves it, who is told when, the steps behind it."""
    parts = [_ticket(found)]
    parts += ["\n".join(_deadline(each, found)) for each in found.deadlines]
    parts += [
        f"{for_terminal(target)}: no deadline\n   {for_terminal(why)}"
        for target, why in found.without
    ]
    if not found.deadlines and not found.without:
        parts.append("no target of the agreement is about it")
    return "\n\n".join(parts) + "\n"


def cards_text(found: Due) -> str:
    """A card for each support group: by when it has to do what, and who is told if it does not."""
    cards = ["\n".join(_card(group, found)) for group in found.groups]
    return "\n\n".join(cards) + "\n"


def until(ends: Ends, found: Due) -> str:
    """`Fri 2026-04-10 17:00 +02:00 (met until Mon 2026-04-13 08:00 +02:00)`."""
    if ends.met_until < ends.due:
        return f"before {found.shown(ends.due)}"
    met = f" (met until {found.shown(ends.met_until)})" if ends.met_until > ends.due else ""
    return f"{found.shown(ends.due)}{met}"


def _ticket(found: Due) -> str:
    agreement = found.agreement
    about = "" if found.priority == "all" else f"{found.priority}, "
    return (
        f"{for_terminal(f'{agreement.id} {agreement.version}, {agreement.title}')}\n"
        f"   {for_terminal(about)}reported {found.shown(found.reported)}"
    )


def _deadline(each: Deadline, found: Due) -> Iterator[str]:
    target = each.target
    clause = f" (clause {target.clause})" if target.clause is not None else ""
    yield f"{for_terminal(target.id + clause)}: {_words(each.stop)} by {until(each.ends, found)}"
    yield f"   promised: {for_terminal(each.promised)}"
    if each.paused_in:
        named = ", ".join(map(_words, each.paused_in))
        yield f"   the clock stands still in {for_terminal(named)}: then it is due later"
    yield from (f"   {row}" for row in aligned([_told(one, found) for one in each.notices]))
    if each.steps:
        yield "   behind it, each step as late as it may be:"
        yield from (f"   {row}" for row in aligned([_step(step, found) for step in each.steps]))
    yield from (f"   not known: {for_terminal(sentence)}" for sentence in each.unknown)


def _told(notice: Notice, found: Due) -> tuple[str, str]:
    return f"{found.shown(notice.at)}", f"{notice.to} is told: {notice.why}"


def _step(step: Step, found: Due) -> tuple[str, ...]:
    relation = "" if step.relation == "then" else f"{step.relation} "
    what = f"{'  ' * (step.level - 1)}{relation}{_words(step.stop)} by"
    held = f"{step.name} ({step.promised})"
    if step.waits:
        held += f"; the clock of the target stands still in {_words(step.waits)}"
    late = () if step.in_time else ("<- too late for the promise",)
    return (what, until(step.ends, found), found.name_of(step.group), held, *late)


def _card(group: str, found: Due) -> Iterator[str]:
    yield f"== {for_terminal(found.name_of(group) or 'nobody named')} =="
    yield _ticket(found)
    rows = [row for each in found.deadlines for row in _of_group(group, each, found)]
    yield from (f"   {row}" for row in aligned([cells for _, cells in sorted(rows)]))


def _of_group(group: str, each: Deadline, found: Due) -> Iterator[tuple[int, tuple[str, str, str]]]:
    parties = found.agreement.parties
    if parties is not None and group == parties.provider:
        what = f"{each.target.id} ({each.promised})"
        yield each.ends.due, (f"{_words(each.stop)} by", until(each.ends, found), what)
        yield from _told_on_card(each.notices, found)
    for step in each.steps:
        if step.group == group:
            held = f"{step.name} ({step.promised})"
            yield step.ends.due, (f"{_words(step.stop)} by", until(step.ends, found), held)
            yield from _told_on_card(step.notices, found)


def _told_on_card(
    told: tuple[Notice, ...], found: Due
) -> Iterator[tuple[int, tuple[str, str, str]]]:
    for notice in told:
        yield notice.at, ("tell", found.shown(notice.at), f"{notice.to}: {notice.why}")


def _words(term: str) -> str:
    return term.replace("_", " ")
