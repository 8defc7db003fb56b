"""One file per message: all its versions and the steps between them."""
