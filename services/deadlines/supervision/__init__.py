"""督办: who is made to do what was not done, by four forms and four levels, until it is done or referred (spec/domain 8)."""
