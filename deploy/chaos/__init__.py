"""Work under faults: a system of its own, clerks who keep a ledger, faults by a seed, and the books compared at the end."""
