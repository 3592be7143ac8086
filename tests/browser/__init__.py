"""Browser tests: the lectures, opened and used in JupyterLab as a student would."""
