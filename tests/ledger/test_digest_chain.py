"""The chain of digests: an entry that is edited, removed or slipped in is found, whatever it says."""

from __future__ import annotations

import json
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from slaspec.checks.registry import all_rules
from slaspec.language.book import Book
from slaspec.language.ledgers import digest_of, digests_of
from slaspec.language.read import read_text
from tests.ledger.ledger_build import ledger

RULE = next(rule for rule in all_rules() if rule.id == "D095")
TEXTS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=8)
CLAIMS = st.builds(
    lambda event, day: {"claim": "credit", "date": f"2026-05-{day:02}", "for": event},
    TEXTS,
    st.integers(1, 28),
)
ENTRIES = st.lists(CLAIMS, min_size=3, max_size=6)


def chained(entries):
    """Each entry with the digest of the one before it."""
    first, *others = entries
    before = list(digests_of(entries))
    return [first, *({**e, "previous": d} for e, d in zip(others, before, strict=False))]


def broken(entries, tmp=None):
    """What the rule says of a ledger with these entries."""
    text = json.dumps(ledger(*entries), indent=1, ensure_ascii=False)
    read = read_text(text.encode("utf-8"), "ledger.yaml")
    assert () == read.findings
    book = Book(tmp, (read,))
    return list(RULE.run_on(read.contract, book, date(2026, 6, 1)))


@settings(max_examples=80, deadline=None)
@given(ENTRIES)
def test_a_chain_that_nobody_touched_is_whole(entries):
    """Whatever the entries say."""
    assert [] == broken(chained(entries))


@settings(max_examples=80, deadline=None)
@given(ENTRIES, st.data())
def test_an_edit_of_any_entry_but_the_last_is_found(entries, data):
    """Its date, its event, a key more."""
    whole = chained(entries)
    position = data.draw(st.integers(0, len(whole) - 2))
    edit = data.draw(st.sampled_from([{"date": "2026-06-01"}, {"for": "x" * 9}, {"remark": "!"}]))
    whole[position] = {**whole[position], **edit}

    assert [] != broken(whole)


@settings(max_examples=80, deadline=None)
@given(ENTRIES, CLAIMS, st.data())
def test_an_entry_removed_or_slipped_in_is_found(entries, other, data):
    """Before the last one; the order is covered with it."""
    whole = chained(entries)
    position = data.draw(st.integers(0, len(whole) - 2))
    removed = whole[:position] + whole[position + 1 :]
    slipped_in = [*whole[:position], other, *whole[position:]]

    assert [] != broken(removed)
    assert [] != broken(slipped_in)


@settings(max_examples=80, deadline=None)
@given(ENTRIES, st.data())
def test_the_first_digest_covers_what_was_written_by_hand(entries, data):
    """Only the last entry has one: each of those above is covered by it."""
    whole = [*entries[:-1], chained(entries)[-1]]
    position = data.draw(st.integers(0, len(whole) - 2))
    edited = [*whole]
    edited[position] = {**edited[position], "remark": "!"}

    assert [] == broken(whole)
    assert [] != broken(edited)


def test_the_digest_does_not_depend_on_the_layout():
    """The order of the keys, quotes and numbers as texts say the same."""
    one = {"claim": "credit", "date": "2026-05-04", "for": "17"}
    other = {"for": 17, "date": "2026-05-04", "claim": "credit"}

    assert digest_of(one) == digest_of(other)
    assert digest_of(one) != digest_of({**one, "for": "18"})
