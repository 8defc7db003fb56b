"""The roads a matter may go, one file each: its rows, with what they ask, what must be brought, and what follows."""
