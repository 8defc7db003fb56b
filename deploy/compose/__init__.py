"""The same system in containers."""
