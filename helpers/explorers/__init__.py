"""Explorers: ipywidgets controls joined, in the browser, to a picture that is drawn there.

A view is a JavaScript module ``<name>.js`` with its thin Python class in ``<name>.py``. Views share
``arithmetic.js`` (the arithmetic of `helpers.convolution`), ``canvas.js`` (painting),
``view.js`` (redraw, theme, keyboard, text) and ``style.css``.
"""
