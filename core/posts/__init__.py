"""One planned publication: its life, its frozen content, its way to Instagram."""
