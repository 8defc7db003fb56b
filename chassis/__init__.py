"""What every service stands on: bus, documents, clock, identity, telemetry. No word of the business in here."""
