"""Trello: one api.py, one connector, one writer."""
