"""The text of TOML files: limits, tokens, locations, errors and concrete syntax."""
