"""A department's own system: it reads its topic of routed cases and answers on its topic of replies."""
