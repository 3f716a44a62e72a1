"""Prometheus' counters and gauges, shown at /metrics of the process that counted."""

from prometheus_client import Counter, Gauge

CALLS = Counter("rite_instagram_calls", "Calls to Instagram, by purpose and result", ("call", "result"))
USAGE = Gauge("rite_instagram_usage_percent", "Share of Instagram's call budget that is spent", ("account",))
TASKS = Gauge("rite_tasks", "Background tasks that are not done, by queue and state", ("queue", "state"))
TASKS_WAIT = Gauge("rite_tasks_oldest_waiting_seconds", "How long the first task of a queue has waited", ("queue",))
ALERTS = Counter("rite_alerts", "Alerts raised, by what they are about", ("about",))
