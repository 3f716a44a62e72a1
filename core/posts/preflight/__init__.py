"""Preflight: what Instagram would refuse, said when a post is drafted, and again before it goes out."""

from core.posts.preflight.checks import check, check_words, insist
from core.posts.preflight.planned import Finding, Planned

__all__ = ["Finding", "Planned", "check", "check_words", "insist"]
