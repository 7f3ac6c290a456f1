"""What is wrong with a reference in a backing tree."""

from __future__ import annotations

from slaspec.checks.backed.graph import mapped, split, target_of
from slaspec.checks.backed.leaves import Leaf
from slaspec.checks.index import index
from slaspec.checks.names import instead_of, listed
from slaspec.checks.rule import has_its_terms
from slaspec.language.book import Book
from slaspec.language.model import Agreement
from slaspec.language.model.target import Target

Fault = tuple[str, str]  # a sentence, and what to do


def fault_of(leaf: Leaf, agreement: Agreement, book: Book) -> Fault | None:
    """Why a leaf or a named tree does not stand behind a promise; None where it may."""
    return _fault_of_tree(leaf, agreement) if leaf.is_tree else _fault_of_leaf(leaf, book)


def _fault_of_tree(leaf: Leaf, agreement: Agreement) -> Fault | None:
    trees = [tree.id for tree in agreement.backing or ()]
    if leaf.refers_to in trees:
        return None
    return f"there is no tree '{leaf.refers_to}'", instead_of(leaf.refers_to, trees, "trees")


def _fault_of_leaf(leaf: Leaf, book: Book) -> Fault | None:
    backing, target, named = split(leaf.refers_to)
    found = book.get(backing, Agreement)
    if found is None:
        if index(book).may_stand_in_a_faulty_file(backing):
            return None
        known = [each.id for each in book.of(Agreement) if each.kind != "SLA"]
        return f"there is no OLA or UC '{backing}'", instead_of(backing, known, "OLAs and UCs")
    if found.kind == "SLA":
        return (
            f"'{backing}' is an SLA, which is a promise to a customer and backs nothing",
            "name the OLA or UC that does the work",
        )
    if not has_its_terms(found, book):
        return None
    promised = target_of(book, backing, target)
    if promised is None:
        known = [each.id for each in book.whole(found).targets or ()]
        help = instead_of(target, known, "targets")
        return f"{found.kind} '{backing}' has no target '{target}'", help
    return _fault_of_priority(leaf, promised, named)


def _fault_of_priority(leaf: Leaf, promised: Target, named: str) -> Fault | None:
    reference = leaf.refers_to.split("/")[0]
    if promised.objectives is None:
        if not named:
            return None
        return f"'{reference}' has one objective for all priorities", f"write {reference}"
    wanted = [named] if named else [mapped(leaf, each) for each in leaf.priorities]
    lacking = [each for each in wanted if each not in promised.objectives]
    if lacking:
        help = instead_of(lacking[0], promised.objectives, "priorities there")
        return f"'{reference}' promises nothing for {listed(lacking)}", help
    if not wanted and leaf.target:
        return (
            f"'{reference}' promises by priority, and this objective is for all priorities",
            f"name the priority, like {reference}/{next(iter(promised.objectives))}",
        )
    return None
