"""Pages of the documentation that are drawn from the code, so that they cannot say anything else."""
