"""What is counted and how: definitions as data, facts, and exact fractions; no clock, no store, no bus."""
