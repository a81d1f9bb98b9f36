"""R: rules about the relationship."""
