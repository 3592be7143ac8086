"""The zip that a student gets: lectures, assignments, and of the rest what these need."""
