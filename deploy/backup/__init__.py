"""Backups: everything at one instant, checked, and brought back."""
