"""Files as a source: Trello board exports, Jira's search answers, CSV tables and workbooks."""
