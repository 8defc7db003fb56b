"""The words of each text, by what makes it due: one function per text, from the event and what is known of the matter."""
