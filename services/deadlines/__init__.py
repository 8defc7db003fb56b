"""deadlines 期限: when something is due, why, how near it is, and what was said about it."""
