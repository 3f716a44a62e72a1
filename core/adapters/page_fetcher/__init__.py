"""Fetching pages that strangers name, without being sent where nobody outside may look."""

from core.adapters.page_fetcher.eventbrite import EventbritePages
from core.adapters.page_fetcher.fetcher import PageFetcher
from core.adapters.page_fetcher.sender import WebhookSender

__all__ = ["EventbritePages", "PageFetcher", "WebhookSender"]
