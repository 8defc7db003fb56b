"""建议书: what a unit should do better, which policy, and who should answer for a fault; always answered in writing (R22 40)."""
