"""Dossiers (案卷): what belongs to one, whether it is whole, bound with fingerprints, looked at and handed over."""
