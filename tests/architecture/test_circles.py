"""No file leads back to itself by its imports, those for types and in functions counted."""

from graphlib import CycleError, TopologicalSorter

import grimp

KNOWN = {
    # Two or three files that read each other's formats; none of them is a view of another package.
    "hdvis.analysis.directions", "hdvis.models.adapters", "hdvis.models.engine",
    "hdvis.models.weights", "hdvis.data.arrays", "hdvis.cli",
}  # fmt: skip


def circles(package):
    """Files of `package` that stand in a circle, which `graphlib` names one at a time."""
    graph = grimp.build_graph(package, exclude_type_checking_imports=False)
    edges = {m: set(graph.find_modules_directly_imported_by(m)) for m in graph.modules}
    found = []
    while True:
        try:
            TopologicalSorter(edges).prepare()
            return found
        except CycleError as error:
            circle = error.args[1]
            found.append(circle)
            edges[circle[1]].discard(circle[0])


def test_circles_stay_within_one_package_of_old():
    crossing = [
        circle for circle in circles("hdvis")
        if not {module.rpartition(".")[0] for module in circle} <= KNOWN
    ]  # fmt: skip
    assert crossing == []
