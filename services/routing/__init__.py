"""转办: the whole life of a matter, and the only writer of its state."""
