"""
What stands behind each promise in two revisions, and what that does to it.

    moments ─ inputs ─ compare ─ told

`moments` pairs both books day by day, `inputs` says what a proof looks at, so that only what
differs is proved, and `told` puts two proofs into words.
"""

from slaspec.review.backing.compare import backing_changes

__all__ = ["backing_changes"]
