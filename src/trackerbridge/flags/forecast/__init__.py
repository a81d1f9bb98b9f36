"""How likely a task is to be late, and which date can be promised: pure values in, values out.

What is known of a task at a moment (``known``, ``surroundings``) → the shipped model (``trees``, ``models/late.json``)
→ mixed with the project's own record and signs (``flags.chances``) → a chance and its reasons (``likelihood``,
``reasons``). Beside it, from the same history: a date that can be promised (``promise_date``). Nothing later than the
moment is looked at.
"""
