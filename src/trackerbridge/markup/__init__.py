"""People's formatted text: what reads and writes it is in ``dialects``, which loads every dialect.

Nothing is loaded here: a Trello board's texts are read as they are, and the rules know only the signs of plain text.
"""
