"""Measuring photos and showing them side by side, with Pillow and numpy."""

from core.adapters.photo_judge.judge import PillowPhotoJudge

__all__ = ["PillowPhotoJudge"]
