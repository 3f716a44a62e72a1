"""The HTTP side: webhooks, callbacks, media, health."""
