"""The environment that nbgrader needs, whether or not it is activated."""

import os
import sysconfig

from helpers.grading.environment import prepare


def test_the_scripts_of_this_environment_come_first():
    environ = {"PATH": os.pathsep.join(["/usr/local/bin", "/usr/bin"])}
    prepare(environ)
    folders = environ["PATH"].split(os.pathsep)
    assert folders == [sysconfig.get_path("scripts"), "/usr/local/bin", "/usr/bin"]


def test_preparing_twice_changes_nothing_more():
    environ = {"PATH": "/usr/bin"}
    prepare(environ)
    once = dict(environ)
    prepare(environ)
    assert environ == once


def test_tensorflow_is_quiet_unless_it_was_told_otherwise():
    environ = {"PATH": "/usr/bin", "TF_CPP_MIN_LOG_LEVEL": "0"}
    prepare(environ)
    assert environ["TF_CPP_MIN_LOG_LEVEL"] == "0"
    assert environ["TF_ENABLE_ONEDNN_OPTS"] == "0"
