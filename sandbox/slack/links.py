"""Links to the app's own domain in what people write: Slack tells the app of these, and of no others."""

import re
from urllib.parse import urlsplit

from sandbox.slack.hall import Hall
from sandbox.slack.refused import Json

WRITTEN = re.compile(r"<(https?://[^>|\s]+)(?:\|[^>]*)?>")


def links_in(hall: Hall, text: str) -> list[Json]:
    """As link_shared names them; the domain is where the service under test listens."""
    domain = urlsplit(hall.world.config.service_url).netloc
    found = dict.fromkeys(url.replace("&amp;", "&") for url in WRITTEN.findall(text))
    return [{"domain": domain, "url": url} for url in found if urlsplit(url).netloc == domain]
