"""Tests of the course; each folder mirrors one of helpers."""
