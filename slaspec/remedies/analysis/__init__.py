"""
A remedy as an exact function of the measured value: breakpoints, and what holds between them.

    terms ─ kinks ─ fit ─ curve
              │      │
            axis   probe ─ pipeline

The terms say only where the amount can turn. What it is there and between is what the real
pipeline settles; a shape that it does not confirm is no result. Rounding and the minimum payable
are left aside, and what happened in earlier windows.
"""
