"""Reports as pages, for those who run Rite. They speak English, as the commands and the log do."""
