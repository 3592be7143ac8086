"""Pictures to look at and to filter: photographs, drawings from formulas, pictures that are moved."""
