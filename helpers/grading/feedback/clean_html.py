"""HTML that comes from a student, without what could run, load or cover anything.

The formgrader's page is the instructor's: a script in it could read and change the gradebook.
nbconvert cleans some kinds of output, and puts metadata into the page as they are. So each piece of
a student is cleaned here, and then all cells of the page together.
"""

from __future__ import annotations

import re

import nh3

from helpers.grading.feedback import formulas

_TAGS = formulas.TAGS | set(
    "a abbr b blockquote br caption cite code col colgroup dd del details div dl dt em figcaption "
    "figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strong sub "
    "summary sup table tbody td tfoot th thead tr u ul var wbr".split()
)
_CONTROLS = {"button", "input", "label", "textarea"}
# Without their content, which is no text to read.
_DROPPED = {"script", "style", "template", "iframe", "object", "noscript", "title"}
_ATTRIBUTES = {
    "*": {"align", "class", "style", "title"},
    "a": {"href"},
    "img": {"alt", "height", "src", "width"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    **dict.fromkeys(formulas.TAGS, formulas.ATTRIBUTES),
}
_OF_THE_PAGE = {
    "details": {"open"},
    "*": {"align", "class", "id", "role", "style", "title", "type", "name"},
}
# None of them takes an element out of its place: nothing covers a button of the page.
_STYLES = set(
    "background-color border border-collapse border-color border-style border-width color display "
    "font-family font-size font-style font-weight height line-height list-style-type margin "
    "margin-bottom margin-left margin-right margin-top max-width min-width padding text-align "
    "text-decoration vertical-align white-space width".split()
)
_SCHEMES = {"data", "http", "https", "mailto"}
_SIZE = re.compile(r"\d+(\.\d+)?(px|em|%)?")
_PICTURE = re.compile(r'<img((?:\s[\w-]+="[^"]*")*)>')  # as nh3 writes it
_NO_WORDS = "No description has been provided for this image"
# What pandas, Pygments and nbconvert call their elements. A name of the formgrader's would make a
# student's text one of its buttons.
_CLASS = re.compile(r"dataframe|highlight|hl-\w+|language-\w+|math|ansi-[\w-]+|[a-z]{1,2}\d?")


def clean_html(source: str | bytes) -> str:
    """Stands in for nbconvert's filter `clean_html`: one piece of a student's.

    Tables, pictures, headings and colours stay.
    """
    return nh3.clean(
        _text(source),
        tags=_TAGS,
        clean_content_tags=_DROPPED,
        attributes=_ATTRIBUTES,
        attribute_filter=_of_a_student,
        filter_style_properties=_STYLES,
        url_schemes=_SCHEMES,
    )


def clean_cells(source: str) -> str:
    """All cells of a page, with the fields and buttons that nbgrader puts around them.

    A picture that nobody has described says so.
    """
    cleaned = nh3.clean(
        source,
        tags=_TAGS | _CONTROLS,
        clean_content_tags=_DROPPED,
        attributes={**_ATTRIBUTES, **_OF_THE_PAGE},
        attribute_filter=_harmless,
        filter_style_properties=_STYLES,
        url_schemes=_SCHEMES,
    )
    return _PICTURE.sub(_described, cleaned)


def _described(picture: re.Match[str]) -> str:
    has_words = re.search(r'\salt="', picture[1])
    return picture[0] if has_words else f'<img{picture[1]} alt="{_NO_WORDS}">'


def _text(source: str | bytes) -> str:
    return source.decode(errors="replace") if isinstance(source, bytes) else str(source)


def _of_a_student(tag: str, name: str, value: str) -> str | None:
    if name == "class":
        return " ".join(filter(_CLASS.fullmatch, value.split())) or None
    return _harmless(tag, name, value)


def _harmless(tag: str, name: str, value: str) -> str | None:
    address = re.sub(r"[\x00-\x20]", "", value).lower()
    if name == "href" and address.startswith("data:"):  # a page as data can hold anything
        return None
    if name == "src" and not _is_picture(address):
        return None
    if name in ("width", "height") and not _SIZE.fullmatch(value):
        return None
    return value


def _is_picture(address: str) -> bool:
    """Whether it is a picture as data, or a file beside the notebook.

    Any other address would be asked for by whoever opens the page, with the rights of that person.
    """
    if address.startswith("data:"):
        return address.startswith("data:image/")
    return not re.match(r"[a-z][a-z0-9+.-]*:|[/\\]|.*\.\.", address)
