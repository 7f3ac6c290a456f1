"""
Measured values x remedy = money, with a trail.

    agreement, measurements ─ evaluations ─ stages ─ statement ─┐
                                   │          │ ▲                │
                               periods    charges └─── past ◀────┘ window by window

`pipeline.settle` is the way in. Amounts travel as exact fractions until the rounding stage;
a term that no stage acts on is refused by name (`terms`), never passed over.
"""
