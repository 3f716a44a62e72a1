"""Reports: what a team's posts came to within a span of days, as values that chat, files and pages show."""
