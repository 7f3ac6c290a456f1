"""
Records that did not happen.

Seeded streams of a profile, edge cases by name, and stories written as a source would write them.

    Profile ─ profile_faults ─ ticket_model ─┐
    dates, seed ─ draws ─ arrivals ──────────┴─ tickets ─ streams
"""
