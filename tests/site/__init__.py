"""Tests of the lectures as a web site, opened from files."""
