"""
Rows of texts to canonical tables: what the columns of a DataSource mean, for all formats alike.

    DataSource ─ mapping ─┐
    table ──── coding ─ grouping ─ exclusions ─ assembly ─ Tickets, ReadReport
          encoders, times ┘

Outages and probes (`outage_rows`) and figures (`figure_rows`) stand in the place of `assembly`.
"""
