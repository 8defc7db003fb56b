"""What travels on the bus of Lianjie: words, messages, topics. Needs pydantic and nothing else."""
