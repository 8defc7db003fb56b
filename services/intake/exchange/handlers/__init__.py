"""One file per message heard."""
