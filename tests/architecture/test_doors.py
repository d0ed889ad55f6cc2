"""Torch, Panel's server and the plugin manager each have one door."""

import ast

from architecture.sources import SHIPPED, files, imported, name, parsed

TORCH_ROOMS = ("hdvis/accel/", "hdvis/models/", "plugins/hdvis_zoo/")
TORCH = ("torch", "torchvision", "lightning")
SERVER_ROOMS = ("hdvis/app/pages.py", "hdvis/server/served.py")
SERVER = ("serve", "state")
ONE_EACH = {
    "PluginManager", "create_manager", "Session", "State", "Jobs", "Pools", "Visualizer",
    "DataHook", "Dataset", "ThreadPoolExecutor", "ProcessPoolExecutor",
}  # fmt: skip


def test_torch_is_imported_only_in_its_rooms():
    found = [
        f"{name(file)}:{line} {module}"
        for file in files(SHIPPED, ".py")
        if not name(file).startswith(TORCH_ROOMS)
        for module, _, line in imported(parsed(file))
        if module.split(".")[0] in TORCH
    ]
    assert found == []


def test_panels_server_is_touched_only_where_pages_are_made():
    found = [
        f"{name(file)}:{line} {what}"
        for file in files(SHIPPED, ".py")
        if name(file) not in SERVER_ROOMS
        for what, line in server_uses(parsed(file))
    ]
    assert found == []


def server_uses(tree: ast.Module):
    """(text, line) wherever `panel.serve` or `panel.state` is named."""
    panels = {local for module, local, _ in imported(tree) if module in ("panel", "panel.io")}
    for module, _, line in imported(tree):
        if module.split(".")[0] == "panel" and module.split(".")[-1] in SERVER:
            yield f"import of {module}", line
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in SERVER:
            owner = ast.unparse(node.value)
            if owner in panels or owner.removesuffix(".io") in panels:
                yield ast.unparse(node), node.lineno


def test_nothing_global_holds_a_manager_a_session_or_a_dataset():
    found = [
        f"{name(file)}:{node.lineno} {ast.unparse(node)[:80]}"
        for file in files(SHIPPED, ".py")
        for node in parsed(file).body
        if isinstance(node, ast.Assign | ast.AnnAssign) and called(node.value) in ONE_EACH
    ]
    assert found == []


def called(value: ast.expr | None) -> str:
    """The last word of the function that `value` calls, "" when it calls none."""
    return ast.unparse(value.func).split(".")[-1] if isinstance(value, ast.Call) else ""


def test_no_function_rebinds_a_global():
    found = [
        f"{name(file)}:{node.lineno} {ast.unparse(node)}"
        for file in files(SHIPPED, ".py")
        for node in ast.walk(parsed(file))
        if isinstance(node, ast.Global)
    ]
    assert found == []
