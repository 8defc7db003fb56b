"""The rules of a matter's life: tables and pure functions; no clock, no store, no bus."""
