"""Two revisions of the smallest complete portfolio, for tests of gates."""

from datetime import date

from slaspec.checks.pages.portfolio import ATTACHMENTS, DOCUMENTS
from slaspec.language.book import load_book
from slaspec.review.compare import changes
from slaspec.review.gates import gates
from slaspec.review.gates.settings import GateSettings
from slaspec.review.pair import Pair, side_of
from slaspec.review.review import Review

TODAY = date(2026, 11, 21)
SLA, OLA = DOCUMENTS["sla.yaml"], DOCUMENTS["ola.yaml"]
TIGHTER = ("P1: {share: 90%, within: 5h,", "P1: {share: 90%, within: 4h,")
NEW_SIGNATURES = (
    ("by: j-jansen, date: 2025-12-10", "by: j-jansen, date: 2026-11-18"),
    ("by: k-berg, date: 2025-12-11", "by: k-berg, date: 2026-11-19"),
)
VERSION_2 = ('version: "1.0"', 'version: "2.0"')


def edited(text, *edits):
    """A text with old words replaced by new ones; the old ones stand in it exactly once."""
    for old, new in edits:
        assert 1 == text.count(old), old
        text = text.replace(old, new)
    return text


def written(folder, files):
    """The portfolio with some files of other text, or without those of None, in a folder."""
    for name, text in (ATTACHMENTS | DOCUMENTS | files).items():
        if text is not None:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    return folder


def pair_of(folder, base=None, head=None):
    """Both revisions as a pair; `base` and `head` are the files that differ from the portfolio."""
    books = [
        load_book(written(folder / side, files or {}), "contracts")
        for side, files in (("base", base), ("head", head))
    ]
    return Pair(*books, *map(side_of, books, ("base", "head")))


def reviewed(pair, **more):
    """The review of a pair: its changes, and what else is given."""
    given = {"perspective": "provider", "as_of": TODAY, "changes": changes(pair, "provider")}
    return Review(base=pair.base_side, head=pair.head_side, **{**given, **more})


def asked(pair, gate, as_of=TODAY, settings=None, **more):
    """What one gate says: state, sentence and finding of each result."""
    results = gates(pair, reviewed(pair, **more), settings or GateSettings(), as_of)
    return [each for each in results if each.name == gate]


def states(results):
    """The states alone."""
    return [each.state for each in results]
