"""A problem reads as one line that names the plugin."""

from hdvis.hooks import PluginProblem
from hdvis.hooks.problems import last_line


def test_a_problem_names_plugin_distribution_and_version():
    problem = PluginProblem(
        "acme-views", "2.1", "globe", "it could not be imported", "ImportError: x", code="HDV-G1"
    )
    assert problem.text == (
        "HDV-G1: plugin globe of acme-views 2.1: it could not be imported (ImportError: x)"
    )


def test_the_last_line_is_what_a_traceback_ends_with():
    assert last_line(KeyError("a")) == "KeyError: 'a'"
    assert last_line(SystemExit()) == "SystemExit"
