"""`hdvis train` from the words after it."""

import numpy as np
import pytest
from hdvis_zoo import open_run
from hdvis_zoo.command import train_command

from hdvis.hooks import Catalog, create_manager


def test_the_command_trains_what_it_was_asked_for_and_says_where_it_is(tmp_path, capsys):
    images = np.random.default_rng(0).integers(0, 256, (40, 16, 16), dtype=np.uint8)
    np.savez(tmp_path / "small.npz", images=images, y=np.arange(40) % 2)
    words = ["--model", "ConvVAE", "--width", "2", "--latent-dim", "3", "--epochs", "1"]
    words += ["--data", f"{tmp_path / 'small.npz'}", "--out", f"{tmp_path / 'run'}"]
    words += ["--likelihood", "gaussian", "--sigma", "0.2", "--accelerator", "cpu", "--quiet"]
    assert train_command(words) == 0
    said = capsys.readouterr().out
    assert f"hdvis show {tmp_path / 'run'}" in said
    assert "ConvVAE on small: 1 stages" in said
    settings = open_run(tmp_path / "run").settings
    assert settings.config["width"] == 2
    assert settings.config["sigma"] == 0.2
    assert settings.config["likelihood"] == "gaussian"


def test_mistakes_are_told_with_status_two(capsys):
    for words in (["--model", "GAN", "--out", "x"], ["--epochs", "many", "--out", "x"], []):
        with pytest.raises(SystemExit) as left:
            train_command(words)
        assert left.value.code == 2
    assert "required: --out" in capsys.readouterr().err


def test_hdvis_knows_the_command_and_the_demo():
    catalog = Catalog.of(create_manager())
    assert catalog.commands["train"] is train_command
    assert "faces" in catalog.demos
