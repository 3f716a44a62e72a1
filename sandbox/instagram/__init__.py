"""The Instagram look-alike: both hosts of the Graph API, the login, the webhooks, and a feed to look at.

`graph.py` is the door of every call; `containers.py` and `publishing.py` are the way of a picture from its URL
into the feed; `ledger.py` is the memory.
"""

from sandbox.instagram.platform import Instagram

__all__ = ["Instagram"]
