"""What is planned, day by day: as a page to look at, and as a feed to subscribe to."""
