"""How Lianjie is started, watched and stopped."""
