"""The rules of registration: pure functions over values."""
