"""Where everything on a flyer goes: pure arithmetic, no pixels."""
