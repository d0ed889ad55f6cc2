"""A broken plugin is listed with its name; the others work (rows G1 to G18)."""

import time
from types import ModuleType

import pytest
from hooks.toys import Dist, Entry, entry, plugin, view

from hdvis.hooks import Catalog, create_manager, hookimpl
from hdvis.hooks.loading import HOOKS
from hdvis.hooks.manager import STRIKES


def healthy():
    return entry("healthy", "zz-healthy", hdvis_modules=lambda: [view("Healthy")])


def raising(error):
    def read():
        raise error

    return read


def titles(manager):
    return list(Catalog.of(manager).modules)


@pytest.mark.parametrize(
    ("read", "code", "line"),
    [
        (raising(ImportError("no libfoo")), "HDV-G1", "ImportError: no libfoo"),
        (lambda: compile("def (", "p.py", "exec"), "HDV-G1", "SyntaxError"),
        (raising(ModuleNotFoundError("No module named 'gone'")), "HDV-G2", "gone"),
        (raising(SystemExit(3)), "HDV-G4", "SystemExit: 3"),
        (raising(GeneratorExit()), "HDV-G1", "GeneratorExit"),
        (lambda: None, "HDV-G1", ""),
    ],
)
def test_a_plugin_that_cannot_be_imported_is_listed_and_the_rest_work(read, code, line):
    manager = create_manager(entry_points=[Entry("bad", read, Dist("Bad", "2.1")), healthy()])
    (problem,) = manager.problems
    assert (problem.distribution, problem.version, problem.entry_point) == ("bad", "2.1", "bad")
    assert problem.severity == "failed"
    assert problem.code == code
    assert line in problem.last_line
    assert titles(manager) == ["Healthy"]


def test_ctrl_c_is_honoured_while_a_plugin_is_imported():
    with pytest.raises(KeyboardInterrupt):
        create_manager(entry_points=[Entry("bad", raising(KeyboardInterrupt()))])


def test_ctrl_c_is_honoured_while_a_plugin_is_asked():
    manager = create_manager(
        discover=False, extra=[plugin("a", hdvis_modules=raising(KeyboardInterrupt()))]
    )
    with pytest.raises(KeyboardInterrupt):
        manager.call("hdvis_modules")


def test_an_error_that_cannot_be_printed_is_listed_by_its_class():
    class Mute(Exception):
        def __str__(self):
            raise RuntimeError

    manager = create_manager(entry_points=[Entry("bad", raising(Mute()))])
    assert "Mute" in manager.problems[0].last_line


def test_the_time_of_an_import_is_kept():
    made = plugin("slow", hdvis_modules=list)

    def read():
        time.sleep(0.02)
        return made

    manager = create_manager(entry_points=[Entry("slow", read)])
    assert manager.plugins[0].seconds >= 0.02


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_two_plugins_of_one_name_the_first_distribution_wins(order):
    both = [entry("views", "bb", hdvis_modules=lambda: [view("B")])]
    both.append(entry("views", "aa", hdvis_modules=lambda: [view("A")]))
    manager = create_manager(entry_points=[both[i] for i in order])
    assert titles(manager) == ["A"]
    (problem,) = manager.problems
    assert problem.code == "HDV-G5"
    assert "aa" in problem.text
    assert "bb" in problem.text


def test_a_part_of_hdvis_is_not_replaced_in_silence():
    manager = create_manager(
        entry_points=[
            entry("views", "aa", hdvis_modules=lambda: [view("Theirs")]),
            entry("views", "hdvis", hdvis_modules=lambda: [view("Ours")]),
        ]
    )
    assert titles(manager) == ["Ours"]
    assert "cannot be replaced" in manager.problems[0].text


def test_one_object_under_two_names_is_taken_once():
    made = plugin("a", hdvis_modules=lambda: [view("A")])
    manager = create_manager(entry_points=[Entry("a", lambda: made), Entry("b", lambda: made)])
    assert [p.name for p in manager.plugins] == ["a"]
    assert manager.problems[0].severity == "failed"


@pytest.mark.parametrize(
    ("needs", "text"),
    [(3, "needs plugin API 3, this is 1"), ("1", "whole number"), (True, "whole number")],
)
def test_a_plugin_for_a_newer_hdvis_is_left_out(needs, text):
    made = plugin("new", hdvis_modules=lambda: [view("New")])
    made.hdvis_api = needs
    manager = create_manager(entry_points=[Entry("new", lambda: made), healthy()])
    assert titles(manager) == ["Healthy"]
    assert text in manager.problems[0].text
    assert manager.problems[0].code == "HDV-G7"


def test_a_plugin_that_says_its_api_is_welcome():
    made = plugin("new", hdvis_modules=lambda: [view("New")])
    made.hdvis_api = 1
    assert titles(create_manager(entry_points=[Entry("new", lambda: made)])) == ["New"]


def test_a_hook_with_arguments_that_do_not_exist_is_listed():
    bad = entry("bad", hdvis_modules=lambda colour: [])
    manager = create_manager(entry_points=[bad, healthy()])
    (problem,) = manager.problems
    assert (problem.code, problem.severity) == ("HDV-G8", "failed")
    assert titles(manager) == ["Healthy"]


def test_a_misspelt_hook_is_answered_with_the_right_one():
    typo = entry("typo", hdvis_modulez=list, hdvis_modules=lambda: [view("Still")])
    manager = create_manager(entry_points=[typo])
    (problem,) = manager.problems
    assert "hdvis_modulez" in problem.text
    assert 'did you mean "hdvis_modules"?' in problem.text
    assert titles(manager) == ["Still"]


def test_only_the_plugin_with_the_misspelt_hook_is_named():
    manager = create_manager(entry_points=[entry("typo", hdvis_modulez=list), healthy()])
    assert [p.entry_point for p in manager.problems] == ["typo"]


def test_a_forgotten_mark_is_noticed():
    made = ModuleType("forgot")
    made.hdvis_modules = list
    manager = create_manager(entry_points=[Entry("forgot", lambda: made)])
    assert "write @hookimpl above it" in manager.problems[0].text


def test_a_plugin_without_hooks_is_noticed():
    manager = create_manager(entry_points=[Entry("empty", lambda: ModuleType("empty"))])
    assert "no hooks" in manager.problems[0].text


async def coroutine():
    return []


def endless():
    while True:
        yield view("Again")


ARGUMENTS = {
    "hdvis_read_dataset": {"path": "x.npy"},
    "hdvis_adapt_model": {"model": object()},
    "hdvis_session_opened": {"session": object()},
}
FAULTS = {
    "raises": raising(ValueError("broken")),
    "exits": raising(SystemExit(1)),
    "returns None": lambda: None,
    "returns a wrong type": lambda: 42,
    "returns a generator": endless,
    "returns too much": lambda: [view("Many")] * 100_000,
    "returns wrong items": lambda: [1, None, str, view("")],
    "returns a mapping of wrong items": lambda: {1: 2, "": abs, "ok": 3},
    "returns a coroutine": coroutine,
}
ANY_VALUE_IS_FINE = {"hdvis_session_opened"}
NONE_IS_FINE = {"hdvis_read_dataset", "hdvis_adapt_model", "hdvis_session_opened"}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("hook", HOOKS)
def test_a_fault_in_any_hook_is_listed_and_costs_only_that_part(hook, fault):
    manager = create_manager(entry_points=[entry("bad", **{hook: FAULTS[fault]}), healthy()])
    arguments = ARGUMENTS.get(hook, {})
    answers = [(p, a) for p, a in manager.call(hook, **arguments) if p.name == "bad" and len(a)]
    assert answers == []
    assert titles(manager) == ["Healthy"]
    excused = (fault == "returns None" and hook in NONE_IS_FINE) or (
        fault not in ("raises", "exits", "returns a coroutine") and hook in ANY_VALUE_IS_FINE
    )
    faults = [p for p in manager.problems if p.entry_point == "bad" and p.hook == hook]
    assert bool(faults) != excused
    assert all(p.code in ("HDV-G10", "HDV-G11") for p in faults)


@pytest.mark.parametrize("answer", [None, 42, list, {}])
def test_a_wrong_type_is_told_with_what_was_expected(answer):
    manager = create_manager(discover=False, extra=[plugin("bad", hdvis_modules=lambda: answer)])
    manager.call("hdvis_modules")
    (problem,) = manager.problems
    assert "got " in problem.text
    assert "expected a list of Module classes" in problem.text


def test_good_items_survive_beside_wrong_ones():
    good = view("Good")
    manager = create_manager(
        discover=False, extra=[plugin("half", hdvis_modules=lambda: [good, 7, view(" - ")])]
    )
    assert [a for _, a in manager.call("hdvis_modules")] == [[good]]
    assert len(manager.problems) == 2


def test_the_same_fault_is_listed_once_and_after_three_the_hook_is_off():
    calls = []

    def fails():
        calls.append(1)
        raise ValueError("again")

    manager = create_manager(discover=False, extra=[plugin("bad", hdvis_reducers=fails)])
    for _ in range(10):
        manager.call("hdvis_reducers")
    assert len(calls) == STRIKES
    assert len(manager.problems) == 2
    assert "3 times in a row" in manager.problems[1].text


def test_a_success_between_faults_starts_the_count_anew():
    answers = iter([1, 1, {}, 1, 1, {}, 1, 1, {"ok": abs}])
    manager = create_manager(
        discover=False, extra=[plugin("odd", hdvis_reducers=lambda: next(answers))]
    )
    results = [manager.call("hdvis_reducers") for _ in range(9)]
    assert results[-1][0][1] == {"ok": abs}


def test_one_failing_hook_leaves_the_plugins_other_hooks_on():
    both = plugin("both", hdvis_reducers=raising(ValueError()), hdvis_clusterers=lambda: {"k": abs})
    manager = create_manager(discover=False, extra=[both])
    for _ in range(5):
        manager.call("hdvis_reducers")
    assert manager.call("hdvis_clusterers")


def test_two_hundred_plugins_are_asked_once_each():
    entries = [
        entry(f"p{i}", f"d{i}", hdvis_modules=lambda i=i: [view(f"View {i}x")]) for i in range(200)
    ]
    assert len(titles(create_manager(entry_points=entries))) == 200


def test_safe_mode_leaves_only_hdvis(monkeypatch):
    entries = [healthy(), entry("views", "hdvis", hdvis_modules=lambda: [view("Table")])]
    assert titles(create_manager(entry_points=entries, only=())) == ["Table"]
    monkeypatch.setenv("HDVIS_PLUGINS", "none")
    assert titles(create_manager(entry_points=entries)) == ["Table"]
    monkeypatch.setenv("HDVIS_PLUGINS", "healthy")
    assert titles(create_manager(entry_points=entries)) == ["Table", "Healthy"]


def test_a_plugin_asked_for_but_not_installed_is_listed(monkeypatch):
    monkeypatch.setenv("HDVIS_PLUGINS", "helthy")
    manager = create_manager(entry_points=[healthy()])
    assert 'did you mean "healthy"?' in manager.problems[0].text


def test_a_problem_never_repeats_more_than_a_line():
    manager = create_manager(entry_points=[Entry("bad", raising(ValueError("x\n" * 10_000)))])
    assert len(manager.problems[0].text) < 400
    assert "\n" not in manager.problems[0].text


def test_hooks_on_an_object_that_lies_about_its_attributes_are_refused():
    class Liar:
        @hookimpl
        def hdvis_modules(self):
            return []

        def __dir__(self):
            raise RuntimeError("no")

    manager = create_manager(discover=False, extra=[Liar()])
    assert manager.plugins == ()
    assert manager.problems[0].code == "HDV-G8"
