"""The benchmark: one load, driven against the system and against what the bare drivers can do, in one run."""
