"""登记: who came, with what, and is it complete; one instance set per county centre."""
