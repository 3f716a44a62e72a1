"""Designs in chat: sheets of them to browse and pick from, and designs that people send."""
