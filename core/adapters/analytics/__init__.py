"""Services that count what is done with Rite, through their own SDKs."""

from collections.abc import Mapping

from core.clock import Clock
from core.ports.forwarder import Forwarder
from core.settings import Settings


def open_forwarders(settings: Settings, clock: Clock) -> Mapping[str, Forwarder]:
    """The ones that have a key. SDKs are loaded for these only: nobody else should wait for them at every start."""
    opened: dict[str, Forwarder] = {}
    if settings.mixpanel_token is not None:
        from core.adapters.analytics.mixpanel import MixpanelForwarder

        token = settings.mixpanel_token.get_secret_value()
        opened["mixpanel"] = MixpanelForwarder(token, settings.mixpanel_url, clock)
    if settings.amplitude_key is not None:
        from core.adapters.analytics.amplitude import AmplitudeForwarder

        opened["amplitude"] = AmplitudeForwarder(settings.amplitude_key.get_secret_value(), settings.amplitude_url)
    return opened
