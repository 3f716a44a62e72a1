"""What a look at a year's numbers costs: beside a page that asks for nothing, and with a tenth of the data."""
