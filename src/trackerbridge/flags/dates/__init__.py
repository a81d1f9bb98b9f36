"""D: rules about dates."""
