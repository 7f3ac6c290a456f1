"""
Witnesses: records just inside and just outside each objective, run through the whole engine.

    agreement ─ frame ─┐
    objective ─ cases ─┼─ trial: rows of the source ─ mapping ─ metric ─ window ─ verdict ─ failures
    source ── stories ─┘

A case is one window of one objective, with the records that just meet it, and the same records
with one of them moved across the limit. What the verdict should be is worked out here from the
text of the contract; what it is comes from the engine.
"""
