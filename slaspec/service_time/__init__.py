"""
Service time: calendars as integer timelines.

    Calendar model -> rules -> openings in wall time -> (offsets) -> Timeline in UTC seconds

Scalars need only the standard library; whatever takes arrays imports numpy where it is used.
"""
