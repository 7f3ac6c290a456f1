"""
Printed range tables: rows of "99.0 to 99.9 pays 10 %", as a ladder or as what is wrong with them.

    cells ─ printed ─ band ─ faults ─ ladder

A range table can leave values out, or claim them twice; a ladder cannot. Nothing is guessed: an
end without a sign belongs to its row, as it is printed.
"""
