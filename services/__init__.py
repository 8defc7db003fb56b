"""The services of Lianjie: each its own process, database and consumer group; none imports another."""
