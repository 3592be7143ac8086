"""Pictures to look at and to filter: photographs, and drawings from formulas; and moving them."""
