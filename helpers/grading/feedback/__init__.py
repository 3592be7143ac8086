"""What goes back to the student."""
