"""Programs that stand outside Lianjie and join it through the contracts alone."""
