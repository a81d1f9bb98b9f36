"""The same findings with several faces: table, JSON, Markdown, CSV, HTML."""
