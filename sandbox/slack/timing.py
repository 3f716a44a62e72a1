"""Slack's deadlines, in real seconds; shortened by tests, never by the service."""

from dataclasses import dataclass


@dataclass
class Timing:
    ack_seconds: float = 3.0
    """How long a delivery may wait for its answer."""
    trigger_seconds: float = 3.0
    """How long a trigger_id opens a modal."""
    processing_seconds: float = 0.3
    """How long an uploaded file is checked before it may be shown."""
    retry_seconds: tuple[float, ...] = (0.0, 0.2, 1.0)
    """Waits before the three retries; Slack itself waits 0 s, 1 min and 5 min."""
    hang_seconds: float = 31.0
    """How long a call with the fault "timeout_after_effect" is kept waiting."""
