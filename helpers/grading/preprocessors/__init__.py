"""Steps that nbgrader takes with one submission, before it runs, while it runs and after."""
