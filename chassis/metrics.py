"""Every metric there is, with its meaning; names are the same in all services and carry the service as a label."""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram

HEARD = Counter(
    "lianjie_heard_total", "Records heard, by what became of them", ["service", "type", "verdict"]
)
HANDLE_SECONDS = Histogram(
    "lianjie_batch_seconds",
    "Time of one transaction over all that one poll brought",
    ["service"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5),
)
BATCH_RECORDS = Histogram(
    "lianjie_batch_records",
    "Records in one transaction: few when idle, many when catching up",
    ["service"],
    buckets=(1, 2, 5, 10, 20, 50, 100, 200),
)
LAG = Gauge("lianjie_lag_records", "Records of a partition not yet heard", ["service", "topic", "partition"])
STUCK = Gauge("lianjie_stuck_partitions", "Partitions that lag and have not moved for a minute", ["service"])
UNSENT = Gauge("lianjie_unsent", "Documents with announced messages not yet on the bus", ["service"])
OLDEST_UNSENT = Gauge(
    "lianjie_oldest_unsent_seconds", "Age of the oldest message not yet on the bus", ["service"]
)
SENT = Counter("lianjie_sent_total", "Messages acknowledged by the bus", ["service", "topic"])
SEND_ERRORS = Counter("lianjie_send_errors_total", "Failed sends; each makes a new producer", ["service"])
PUBLISH_SECONDS = Histogram(
    "lianjie_publish_seconds",
    "Time until the bus has acknowledged what the relay sent in one go",
    ["service"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 20),
)
PARKED = Gauge("lianjie_parked", "Records waiting for an earlier one or for a missing fact", ["service"])
OLDEST_PARKED = Gauge("lianjie_oldest_parked_seconds", "Age of the oldest parked record", ["service"])
DEAD_LETTERS = Gauge("lianjie_dead_letters", "Dead letters not yet replayed or skipped", ["service"])
FORKS = Counter(
    "lianjie_forks_total", "Streams that showed two events with one number: always an alarm", ["service"]
)
CONFLICTS = Counter("lianjie_conflicts_total", "Lost races, decided again", ["service"])
HTTP_SECONDS = Histogram(
    "lianjie_http_seconds",
    "Time of one request; 409 is a refusal by the rules, 429 one by overload",
    ["service", "method", "status"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2, 5),
)
HTTP_AT_ONCE = Gauge("lianjie_http_at_once", "Requests being answered now", ["service"])
