"""What got stuck in any service: dead letters, parked records, forked streams; why, and what can be done."""
