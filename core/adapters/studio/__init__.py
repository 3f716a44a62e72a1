"""The studio on Pillow and FFmpeg: takes in pictures and videos as people send them.

`core.adapters.studio.studio` is its door. The package alone loads nothing: the painter, too, opens pictures by it, and
needs no FFmpeg.
"""
