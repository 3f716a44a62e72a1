"""Prometheus' counters and gauges, shown at /metrics of the process that counted."""

from prometheus_client import Counter, Gauge

CALLS = Counter("rite_instagram_calls", "Calls to Instagram, by purpose and result", ("call", "result"))
USAGE = Gauge("rite_instagram_usage_percent", "Share of Instagram's call budget that is spent", ("account",))
ALERTS = Counter("rite_alerts", "Alerts raised, by what they are about", ("about",))
