"""The rules of service (送达): pure functions over values."""
