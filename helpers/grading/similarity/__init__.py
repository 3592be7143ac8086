"""Which submissions are alike beyond what a class has in common."""
