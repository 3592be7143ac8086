"""Read by JupyterLab when it is started in this folder."""

c = get_config()  # noqa: F821  (Jupyter defines it)

# The formgrader's Autograde button uses the course's grader, and no longer blocks the server.
c.ServerApp.jpserver_extensions = {"helpers.grading.formgrader": True}
