"""Lawful histories in bulk: the services' own rules, played in memory, and written as the front door would have left them."""
