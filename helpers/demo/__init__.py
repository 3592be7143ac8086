"""A course of invented students, handed in and graded, to try every command of an instructor on."""
