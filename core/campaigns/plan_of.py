"""Which plan a campaign follows: the shipped cadence, or its own."""

from core.campaigns.cadence import Cadence, cadence, fitting, read_cadence
from core.campaigns.model import Campaign


def cadence_of(campaign: Campaign) -> Cadence:
    """As it stands now; a cadence that is shipped no more is taken for the longest that chooses itself."""
    if campaign.plan:
        return read_cadence(campaign.cadence, campaign.plan, "the campaign's own plan")
    try:
        return cadence(campaign.cadence)
    except KeyError:
        return fitting(10_000)
