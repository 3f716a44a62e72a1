"""Short links of ours that lead to where tickets are sold, and how often people follow them."""
