"""Configuration: its schema, its loading, and references to secrets."""
