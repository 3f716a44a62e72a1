"""The Slack look-alike: Web API, deliveries, modals, files and OAuth, as strict as the platform."""

from sandbox.slack.platform import Slack
from sandbox.slack.timing import Timing

__all__ = ["Slack", "Timing"]
