"""Joint sessions (联合接访): several units receive together, decide claim by claim, and report what became of it [S3 6]."""
