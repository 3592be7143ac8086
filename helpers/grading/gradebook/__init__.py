"""What the gradebook holds, read and written in few transactions."""
