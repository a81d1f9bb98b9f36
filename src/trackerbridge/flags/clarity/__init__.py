"""C: rules about clarity."""
