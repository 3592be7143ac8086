"""Explorers: ipywidgets controls joined, in the browser, to a picture that is drawn there.

A folder for each: ``explorer.py`` has its controls and its state, ``view.js`` draws it in the
browser, ``picture.py`` draws it once and says it in one sentence, as the browser does. What they
share is in ``kit``.
"""
