"""A whole class: from the submissions through workers into the gradebook."""
