"""A county's working day, told as it happens: the story as data, the people who act in it, and the sum at the end."""
