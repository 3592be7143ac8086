"""The lectures as a web site that needs neither kernel nor server.

    python -m helpers.upkeep.site --output site

`needed` finds the cells that the explorers need, `explorers` runs them and reads what their widgets
hold, `body` makes HTML of a lecture, `pictures` and `formulas` what is in it, `assets` what all
pages load, `build` puts the pages together.
"""
