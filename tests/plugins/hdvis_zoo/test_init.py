"""The plugin is loaded at every start, so it must cost nothing until it is used."""

import subprocess
import sys

import hdvis_zoo

CODE = """
import sys
from pathlib import Path
from hdvis.hooks import Catalog, create_manager
catalog = Catalog.of(create_manager(only=()))
assert not catalog.manager.problems, [p.text for p in catalog.manager.problems]
assert "train" in catalog.commands and "faces" in catalog.demos
assert catalog.adapt_model(3) is None and catalog.read_dataset(Path("none.csv")) is None
print(sorted({"torch", "lightning", "torchvision"} & set(sys.modules)))
"""


def test_loading_the_plugin_imports_no_torch():
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "[]", done.stderr[-2000:]


def test_every_name_it_promises_is_there():
    for name in hdvis_zoo.__all__:
        assert getattr(hdvis_zoo, name) is not None
