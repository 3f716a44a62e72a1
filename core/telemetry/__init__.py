"""What the product, its machinery and its business come to: events that were tracked, measures, and reports of them."""
