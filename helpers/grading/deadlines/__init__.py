"""When work is due, for whom it is due later, and what being late costs."""
