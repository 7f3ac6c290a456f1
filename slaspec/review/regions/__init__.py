"""
For which measured values a change makes a difference, exactly.

    edges ─── verdicts ─┐
    meaning ─┘          ├─ find
    apart ─── credits ──┘

`edges` says where an objective turns, `apart` where two curves of a remedy pay differently.
"""

from slaspec.review.regions.find import regions

__all__ = ["regions"]
