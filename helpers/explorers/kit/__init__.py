"""What all explorers share: view, canvas, controls, words, static pictures."""
