"""The rules of limits: pure, from values to values; no clock, no database, no wire."""
