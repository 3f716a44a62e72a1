"""Instagram, spoken with over its Graph API, through either of its two logins (login.py, facebook_login.py).

`wire.py` understands answers and `refusals.toml` knows what each refusal means; neither touches the network.
`client.py` is the only one that does.
"""

from core.adapters.instagram.client import InstagramClient, open_http
from core.adapters.instagram.facebook_login import FacebookLogin
from core.adapters.instagram.insights import InstagramInsights
from core.adapters.instagram.login import InstagramLogin
from core.adapters.instagram.publisher import InstagramPublisher
from core.adapters.instagram.subscriptions import InstagramWebhooks

__all__ = [
    "FacebookLogin",
    "InstagramClient",
    "InstagramInsights",
    "InstagramLogin",
    "InstagramPublisher",
    "InstagramWebhooks",
    "open_http",
]
