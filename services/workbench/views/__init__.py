"""From the read model to what a page shows: pure functions, no request, no database, no clock of their own."""
