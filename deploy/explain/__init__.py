"""Everything that is known of one matter: what happened and why, what is due, and where every event went."""
