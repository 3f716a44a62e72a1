"""The typefaces flyers are set in: OFL families shipped with the product, and what the system adds."""
