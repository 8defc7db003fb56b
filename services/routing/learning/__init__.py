"""What closed matters teach about new ones: which unit, category, class and path people decided on for words like these (ADR 0034)."""
