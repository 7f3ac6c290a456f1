"""The headings of the sections of an agreement."""

from __future__ import annotations

from slaspec.language.in_words import key_words

TITLES = {
    "timezone": "Time zone",
    "precedence": "Which text prevails",
    "signed": "The signed document",
    "binding": "Nature of the agreement",
    "contact_point": "Single point of contact",
    "answers_for": "Who answers for which component",
    "support": "Support channels",
    "interpretation": "How it is counted and settled",
    "statement": "Statement",
    "backing": "What stands behind the targets",
    "caps": "Caps over the whole agreement",
    "improvement": "Improvement plan",
    "changes": "Changes of the agreement",
    "purpose": "Purpose",
}


def title_of(section: str) -> str:
    """The heading of a section: `Support channels`."""
    return TITLES.get(section, key_words(section).capitalize())
