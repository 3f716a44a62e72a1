"""How it is said and heard: flows, cards, and the chat platforms that draw them."""
