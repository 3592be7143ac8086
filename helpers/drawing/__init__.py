"""Still pictures of the lectures: each has alt text and reads on a light and on a dark page."""
