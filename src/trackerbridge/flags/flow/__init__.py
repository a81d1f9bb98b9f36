"""F: rules about flow."""
