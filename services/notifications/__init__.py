"""notifications: who must be told what, by which mode, until it is served or cannot be."""
