"""In which Slack teams Rite is installed, with which rights, and how a team finds its feet."""
