"""An existing caption made better for an audience: by the model, or by the offline writer's rules."""

from dataclasses import replace

from core.copy.audience import audience_named
from core.ports.copywriter import Brief, Copywriter, Draft
from core.ports.model import UNLIMITED, Allowance

REQUEST = "make it better"
"""What is asked of the writer; people may ask the same in their own words."""


async def optimize_caption(
    copywriter: Copywriter, brief: Brief, content: str, audience: str = "", allowance: Allowance = UNLIMITED
) -> Draft:
    """`content` improved, every fact held to the brief; what is right in it stays.

    audience: regulars, newcomers, students, industry, anybody's own words; "" leaves it to the brief. Never fails, as
    `Copywriter.draft`; notes say what rules could not put right.
    """
    wanted = audience_named(audience) or brief.audience
    return await copywriter.draft(replace(brief, previous=content, request=REQUEST, audience=wanted), allowance)
