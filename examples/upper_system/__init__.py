"""A superior's petition system: hands matters down, takes results in, and gives each its number."""
