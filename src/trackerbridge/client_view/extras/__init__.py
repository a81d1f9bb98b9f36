"""Extras: which small ones are a gift by rule, what the client may choose between for the rest, and what they chose."""
