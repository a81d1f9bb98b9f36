"""S: rules about scope."""
