"""The gate a model's caption must pass before people see it: true first, then fit for its purpose."""

from core.copy.craft import check_craft
from core.copy.facts import Finding, check_facts
from core.ports.copywriter import Brief

HARMLESS = frozenset({"greeting", "first_line", "missing_call", "over_target"})
"""Worth one repair, but no reason to throw away a caption that is true."""


def check_draft(caption: str, brief: Brief) -> tuple[Finding, ...]:
    """Everything to be put right, the false first."""
    return (*check_facts(caption, brief), *check_craft(caption, brief))


def grave(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Those with which a caption must not be shown."""
    return tuple(finding for finding in findings if finding.code not in HARMLESS)
