"""The published (or reconstructed) formulas, one short function each, grouped as the paper groups them."""
