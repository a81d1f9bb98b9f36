"""Files as a source: Trello board exports, CSV tables and workbooks."""
