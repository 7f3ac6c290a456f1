"""
Witnesses of remedies: figures that just bring a term about, and those that just do not.

    terms ─ edges ─ two neighbouring figures ─ measure ─ settle ─ did the term act?
              scale                story                     trial

Where a term is to act is read from the contract alone; whether it does is what the whole engine
says, from the figures of a window to the line of the statement.
"""
