"""Jupyter's configuration for this course, read where JupyterLab is started."""

c = get_config()  # noqa: F821  (Jupyter defines it)

# A widget lives as long as its kernel. A notebook that was run, saved and opened again would show
# "Error displaying widget: model not found" in place of the picture that it had at first.
c.ServerApp.jpserver_extensions = {"helpers.explorers.kit.saved": True}
