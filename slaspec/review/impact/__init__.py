"""
What a change costs: both revisions of an agreement on the same records.

    revision ─ works ─┬─ replayed ── histories     ─┐
    (latest texts)    ├─ simulated ─ months, fed    ─┼─ rows, flips ─ computed
                      └─ closed (texts as dated)   ─┘
                measured: what both measure alike, once · settled: what both settle alike, once
"""

from slaspec.review.impact.computed import impacts

__all__ = ["impacts"]
