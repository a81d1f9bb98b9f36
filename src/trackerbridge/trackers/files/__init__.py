"""Files as a source: Trello board exports and CSV."""
