"""
Characters that a reviewer cannot see, or that end a line for the program only.

U+0085, U+2028, U+2029 and a lone CR end a comment for a YAML parser but not in a Git
difference; bidirectional controls and zero-width characters make text read otherwise
than it is. Contracts contain none of them, written out or escaped.
"""

from __future__ import annotations

import re

MOST_QUOTED = 200
_NONCHARACTERS = "".join(
    chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF)
)
_HIDDEN = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad"  # C0, DEL, C1 (with U+0085), soft hyphen
    "\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164"
    "\ufeff\uffa0\ufff0-\ufffb\ufdd0-\ufdef\ud800-\udfff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
) + _NONCHARACTERS
HIDDEN = re.compile(f"[{_HIDDEN}]|\r(?!\n)")
HIDDEN_AFTER_UNESCAPING = re.compile(f"[{_HIDDEN}\r]")


def described(character: str) -> str:
    """`U+202E` with its Unicode name, for a message."""
    import unicodedata

    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X}" + (f" ({name.lower()})" if name else "")


def shown(text: str, most: int = MOST_QUOTED) -> str:
    """What an author wrote, for a message: on one line, at most `most` characters, all visible."""
    cut = text if len(text) <= most else text[: most - 1] + "…"
    return cut if cut.isprintable() else "".join(map(_visible, cut))


def _visible(character: str) -> str:
    if character.isprintable():
        return character
    return character.encode("unicode_escape").decode("ascii")
