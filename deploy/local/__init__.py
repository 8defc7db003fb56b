"""The whole system on one machine, without Docker, Java or a database installed beforehand."""
