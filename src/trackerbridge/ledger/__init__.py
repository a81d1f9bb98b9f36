"""The durable memory: promises, publications, intents, cursors, runs."""
