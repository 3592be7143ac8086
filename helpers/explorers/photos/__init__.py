"""Four explorers on photographs: a filter, a Gabor filter, a pyramid, and a zoom into a fractal."""
