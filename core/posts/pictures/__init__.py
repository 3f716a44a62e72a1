"""What of a post is seen: a flyer, slides, a film, or uploaded files made fit."""
