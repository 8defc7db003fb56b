"""The raw limit: the same load on bare drivers, without the chassis and without a decision (docs/decisions/0018)."""
