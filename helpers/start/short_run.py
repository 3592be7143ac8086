"""Whether a lecture trains in full, or only long enough to show that it runs."""

from helpers.start.settings import setting

VARIABLE = "CNN_COURSE_SHORT_RUN"
_MEANING = {
    **dict.fromkeys(("1", "yes", "true", "on"), True),
    **dict.fromkeys(("0", "no", "false", "off", ""), False),
}


def short_run() -> bool:
    """Read the variable CNN_COURSE_SHORT_RUN.

    Returns
    -------
    bool
        True for 1, yes, true or on; False for 0, no, false or off, or if it is not set. Upper and
        lower case are the same.

    Raises
    ------
    ValueError
        If it says something else.
    """
    value = setting(VARIABLE)
    meaning = _MEANING.get(value.strip().lower())
    if meaning is None:
        raise ValueError(
            f"{VARIABLE} is {value!r}; set it to 1 for a short run or to 0 for a full one"
        )
    return meaning
