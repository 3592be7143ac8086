"""Where the links of the page lead, wherever JupyterLab was started."""

import pytest

from helpers.overview.handler import tree_address


@pytest.mark.parametrize(
    ("root", "address"),
    [
        ("cnn 1", "/user/ada/lab/tree/"),
        ("", "/user/ada/lab/tree/cnn%201/"),
    ],
)
def test_the_address_of_the_course_below_the_folder_that_the_server_shows(tmp_path, root, address):
    (tmp_path / "cnn 1").mkdir()
    assert tree_address("/user/ada/", tmp_path / root, tmp_path / "cnn 1") == address


def test_a_course_elsewhere_is_named_with_the_remedy(tmp_path):
    with pytest.raises(ValueError, match=r"started in .*/a, .* lies in .*/b: start it there"):
        tree_address("/", tmp_path / "a", tmp_path / "b")
