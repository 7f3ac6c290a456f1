"""The verdict of a review in a sentence, and what was compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from slaspec.report.review_outline import Quoted, Words, listed
from slaspec.report.words import counted
from slaspec.review.verdict import is_silent, to_decide

if TYPE_CHECKING:
    from slaspec.review.change import Change
    from slaspec.review.review import Review, Side

NOTHING_CHANGED = "Nothing of meaning changed."
NOTHING_IN_WHAT_IS_READ = "Nothing of meaning changed in what could be read."
MOST_VERSIONS = 8
EFFECTS = {"broken": "no longer backed", "mended": "backed now", "unjudged": "no longer judged"}


def verdict(review: Review) -> tuple[str, str]:
    """The role (`error`, `warning`, `good`) and the sentence, with its shape."""
    if is_silent(review):
        return "good", f"✓ {NOTHING_CHANGED}"
    open_ = to_decide(review)
    if not open_:
        return "good", "✓ nothing to decide"
    role = "error" if any(each.severity == "error" for each in open_) else "warning"
    return role, f"{'✗' if role == 'error' else '⚠'} needs {counted(len(open_), 'decision')}"


def lead(review: Review) -> tuple[Words, ...]:
    """Which versions, what with what, and how many changes of which direction."""
    sentences = [versions(review), compared(review), _counts(review)]
    if any(each.draft for each in review.changes) or any(each.draft for each in review.backing):
        sentences.append(("A draft is an amendment that not all have signed: it is not in force.",))
    return (*filter(None, sentences), *notes(review))


def notes(review: Review) -> tuple[Words, ...]:
    """What a reader should know of how both sides were read, also where nothing else is said."""
    return tuple((Quoted(note),) for note in review.notes)


def versions(review: Review) -> Words:
    """`acme 2.3.0 → 2.4.0` for each agreement that changed, or whose version did."""
    base, head = dict(review.base.versions), review.head.versions
    old = {each.document: each.before for each in review.changes if _is_renamed(each)}
    named_before = {new: f"{was} {base.pop(was)}" for new, was in old.items() if was in base}
    changed = {change.document for change in review.changes}
    ids = [id for id in {**base, **head} if id in changed or base.get(id) != head.get(id)]
    named: list[Words] = [
        (Quoted(f"{named_before[id]} → {id} {head.get(id)}"),)
        if id in named_before
        else _version(id, base.get(id), head.get(id))
        for id in ids[:MOST_VERSIONS]
    ]
    if len(ids) > MOST_VERSIONS:
        named.append((f"{len(ids) - MOST_VERSIONS:,} more",))
    return listed(named)


def _is_renamed(change: Change) -> bool:
    """Whether a whole document has another id."""
    return change.sort == "renamed" and change.path == (change.document,)


def _version(id: str, before: str | None, after: str | None) -> Words:
    if before is None or after is None:
        return (Quoted(f"{id} {after or before}"), " is new" if before is None else " is gone")
    return (Quoted(f"{id} {before}" if before == after else f"{id} {before} → {after}"),)


def compared(review: Review) -> Words:
    """Both revisions, the perspective and the day."""
    view = f". View: {review.perspective}. As of {review.as_of}."
    return ("Compared with ", *_side(review.base), "; head: ", *_side(review.head), view)


def _side(side: Side) -> Words:
    commit: Words = (" (", Quoted(side.short), ")") if side.commit else ()
    return (Quoted(side.name), *commit)


def _counts(review: Review) -> Words:
    nothing = NOTHING_IN_WHAT_IS_READ if any(review.unreadable.values()) else NOTHING_CHANGED
    return (f"{', '.join(_counted(review)) or nothing.rstrip('.')}.",)


def _counted(review: Review) -> Iterator[str]:
    material = [change for change in review.changes if change.material]
    directions = Counter(change.direction for change in material)
    for direction in ("tightened", "loosened", "neutral"):
        if directions[direction]:
            yield f"{directions[direction]:,} {direction}"
    if len(material) < len(review.changes):
        rest = counted(len(review.changes) - len(material), "change")
        yield f"{rest} that touch{'es' if rest.startswith('1 ') else ''} neither promise nor price"
    effects = Counter[str](change.effect for change in review.backing)
    for effect, words in EFFECTS.items():
        if effects[effect]:
            yield f"{counted(effects[effect], 'promise')} {words}"
