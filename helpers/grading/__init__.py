"""What the course adds to nbgrader, at nbgrader's own extension points (see nbgrader_config.py)."""
