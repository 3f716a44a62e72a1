"""Prometheus' counters and gauges, shown at /metrics of the process that counted."""

from prometheus_client import Counter, Gauge, Histogram

CALLS = Counter("rite_instagram_calls", "Calls to Instagram, by purpose and result", ("call", "result"))
USAGE = Gauge("rite_instagram_usage_percent", "Share of Instagram's call budget that is spent", ("account",))
TASKS = Gauge("rite_tasks", "Background tasks that are not done, by queue and state", ("queue", "state"))
TASKS_WAIT = Gauge("rite_tasks_oldest_waiting_seconds", "How long the first task of a queue has waited", ("queue",))
ALERTS = Counter("rite_alerts", "Alerts raised, by what they are about", ("about",))
REQUESTS = Histogram("rite_http_request_seconds", "Requests to us, by address and kind of answer", ("route", "answer"))
TASK_RUNS = Histogram(
    "rite_task_run_seconds",
    "Runs of background tasks, by what came of them",
    ("task", "result"),
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 180, 300),
)
POST_RUNS = Histogram(
    "rite_post_run_seconds",
    "Runs of publishing, by whether they ended as meant",
    ("result",),
    buckets=(0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 240),
)
CHECK = Gauge("rite_health_check", "Whether a part is well (1) or not (0), as last looked at", ("check",))
INCIDENTS = Gauge("rite_incidents", "Incidents that go on", ("incident",))
ACTIVE_USERS = Gauge("rite_active_users", "People who decided or did something about a post within a day")
POSTS_PUBLISHED = Gauge("rite_posts_published", "Posts that went live within a day")
ERROR_RATE = Gauge("rite_error_rate", "Share of requests, tasks and runs of publishing that went wrong in five minutes")
RESPONSE_TIME = Gauge("rite_response_time_seconds", "Time to an answer, on average in five minutes")
QUEUE_DEPTH = Gauge("rite_queue_depth", "Tasks that should run now and that nobody has in hand")
QUEUE_WAIT = Gauge("rite_queue_wait_seconds", "How long the first of them has waited")
POST_LATE = Gauge("rite_post_late_seconds", "By how much the oldest due post is late that nobody has in hand")
TOKENS_EXPIRING = Gauge("rite_tokens_expiring", "Accounts whose access ends within three days")
DISK_FREE = Gauge("rite_disk_free_ratio", "Free share of the fullest disk we write to")
