"""The release that is still running somewhere while this one is rolled out. Move it on with every release."""

REVISION = "0029"
"""Its newest migration."""
