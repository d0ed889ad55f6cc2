"""Every row of the published table of bad models, M1 to M20, in one test."""

import argparse
import os
import pickle
import subprocess
import sys
import threading
import time
import zipfile

import numpy as np
import pytest
import torch
from models.asking import Tab, asked, decoded
from models.toys import ToyVAE, tagged
from torch import nn

from hdvis.accel.tensor_files import check_torch_version
from hdvis.errors import ModelError
from hdvis.jobs import device_pool
from hdvis.models import Engine, FunctionAdapter, LatentModel, LatentSpec, OutputSpec, adapt, load

SPEC, IMAGE = LatentSpec((3,)), OutputSpec("image", (4, 4), (0.0, 1.0), "HW")


class Canary:
    """A pickle that makes a file when it is loaded."""

    def __init__(self, path) -> None:
        self.path = path

    def __reduce__(self):
        return os.system, (f"touch {self.path}",)


def decoder(function, output=IMAGE) -> FunctionAdapter:
    return FunctionAdapter(function, SPEC, output, name="toy", version="1")


def flat(z) -> np.ndarray:
    """A picture for each latent, bright where the first number is large."""
    return np.repeat(1 / (1 + np.exp(-z[:, :1])), 16, axis=1).reshape(-1, 4, 4)


def loaded(content):
    """A case that writes `content(path)` and loads it as weights of a ToyVAE."""

    def case(folder):
        path = folder / "model.pt"
        content(path)
        return load(path, build=ToyVAE, latent=10)

    return case


def onnx(location: str = "", domain: str = ""):
    """A case that loads an ONNX file with data at `location`, or a node of another domain."""

    def case(folder):
        onnx = pytest.importorskip("onnx")
        tensor = onnx.helper.make_tensor("w", onnx.TensorProto.FLOAT, [3], [1.0, 2.0, 3.0])
        if location:
            tensor.ClearField("float_data")
            tensor.data_location = onnx.TensorProto.EXTERNAL
            tensor.external_data.add(key="location", value=location)
        node = onnx.helper.make_node("Add", ["z", "w"], ["y"], domain=domain)
        ends = [
            onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, ["n", 3])
            for name in ("z", "y")
        ]
        graph = onnx.helper.make_graph([node], "g", ends[:1], ends[1:], [tensor])
        (folder / "model.onnx").write_bytes(onnx.helper.make_model(graph).SerializeToString())
        return load(folder / "model.onnx")

    return case


def state(change):
    """A case whose weights are those of a ToyVAE, changed."""

    def content(path):
        weights = ToyVAE().state_dict()
        change(weights)
        torch.save(weights, path)

    return loaded(content)


def dried(adapter):
    return lambda folder: adapt(adapter() if callable(adapter) else adapter)


def objects(folder):
    np.savez(folder / "model.npz", a=np.array([{}], dtype=object))
    return load(folder / "model.npz", build=ToyVAE, latent=10)


def beside(extra):
    """A case whose file holds `extra` beside the weights."""
    return loaded(lambda path: torch.save({"state_dict": ToyVAE().state_dict(), "a": extra}, path))


def cut_short(path) -> None:
    torch.save(ToyVAE().state_dict(), path)
    path.write_bytes(path.read_bytes()[:3000])


def ask(engine, value: float = 0.0, key: str = "slot"):
    return asked(engine, np.full((1, 3), value))


def no_answer(folder):
    """M13: hangs; the worker is given up and others are still answered."""
    release = threading.Event()
    hanging = decoder(lambda z: flat(z) if not z[0, 0] > 5 else (release.wait(30), flat(z))[1])
    with Engine(hanging, timeout=0.2) as engine:
        ask(engine)
        lost = device_pool("cpu").lost
        try:
            ask(engine, 9.0)
        finally:
            assert device_pool("cpu").lost == lost + 1
            assert ask(Engine(tagged())).good
            release.set()


def raises_three_times(folder):
    """M11: the last good picture stays, three in a row pause it, and Retry closes the breaker."""

    def decode(z):
        if z[0, 0] > 5:
            raise ValueError("too far")
        return flat(z)

    with Engine(decoder(decode)) as engine:
        assert ask(engine).good
        for _ in range(2):
            with pytest.raises(ModelError, match="decoder raised ValueError: too far"):
                ask(engine, 9.0)
        assert ask(engine, 1.0).good
        for _ in range(3):
            with pytest.raises(ModelError, match="ValueError"):
                ask(engine, 9.0)
        assert engine.breaker.open
        try:
            ask(engine)
        finally:
            engine.retry()
            assert ask(engine, 2.0).good


def never_fits(folder):
    """M14: out of memory down to one latent."""

    def decode(z):
        raise RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate")

    with Engine(decoder(decode)) as engine:
        decoded(engine, np.zeros((8, 3)))


def exits(folder):
    with Engine(decoder(lambda z: sys.exit(3))) as engine:
        try:
            ask(engine)
        finally:
            with pytest.raises(ModelError, match="HDV-M19"):
                ask(engine)


def mixed(folder):
    model = ToyVAE()
    model.decoder[0].half()
    return adapt(model, latent=10)


ERRORS = {
    "M1 code": (
        loaded(lambda p: torch.save({"a": Canary("x")}, p)),
        "M1",
        r"contains code \(.*system\), not loaded",
    ),
    "M1 objects in npz": (objects, "M1", "no plain arrays"),
    "M2 whole module": (
        loaded(lambda p: torch.save(ToyVAE(), p)),
        "M2",
        r"full module.*state_dict\(\)",
    ),
    "M3 namespace": (beside(argparse.Namespace()), "M3", r"argparse.Namespace.*allow="),
    "M3 numpy scalar": (beside(np.float64(1)), "M3", r"numpy.*allow="),
    "M4 random bytes": (
        loaded(lambda p: p.write_bytes(b"234" + bytes(range(200)))),
        "M4",
        "not a checkpoint",
    ),
    "M4 one byte": (loaded(lambda p: p.write_bytes(b"\x80")), "M4", "not a checkpoint"),
    "M4 empty": (loaded(lambda p: p.write_bytes(b"")), "M4", r"not a checkpoint \(0 bytes\)"),
    "M4 web page": (
        loaded(lambda p: p.write_text("<!DOCTYPE html><p>404")),
        "M4",
        "looks like HTML",
    ),
    "M4 cut short": (loaded(cut_short), "M4", "cut short"),
    "M4 a folder": (lambda folder: load(folder), "M4", "got a folder"),
    "M5 data elsewhere": (
        onnx(location="../../etc/passwd"),
        "M5",
        "expected a file in its own folder",
    ),
    "M5 custom operator": (onnx(domain="evil.ops"), "M5", r"custom operators \(evil.ops\)"),
    "M6 old torch": (
        lambda folder: check_torch_version("2.6.0", folder / "a.pt"),
        "M6",
        "2.10 or newer",
    ),
    "M7 missing": (
        state(lambda w: w.pop("decoder.0.weight")),
        "M7",
        r"1 missing \(decoder.0.weight\)",
    ),
    "M7 unexpected": (
        state(lambda w: w.update({f"x{i}": torch.zeros(1) for i in range(7)})),
        "M7",
        r"7 unexpected \(x0, x1, x2, x3, x4, …\)",
    ),
    "M7 shape": (
        state(lambda w: w.update({"decoder.0.bias": torch.zeros(4)})),
        "M7",
        r"\(4,\) for \(128,\)",
    ),
    "M7 empty": (loaded(lambda p: torch.save({}, p)), "M7", "empty file"),
    "M8 latent": (
        lambda folder: adapt(nn.Linear(8, 4), latent=5),
        "M8",
        "decoder takes 8, data has 5 dims",
    ),
    "M8 vectors": (
        lambda folder: LatentModel.attach(nn.Linear(8, 4), vectors=np.zeros((9, 5))),
        "M8",
        "decoder takes 8, data has 5 dims",
    ),
    "M8 request": (
        lambda folder: decoded(Engine(tagged()), np.zeros((2, 7))),
        "M8",
        r"got \(2, 7\), expected \(n, 3\)",
    ),
    "M10 tuple": (
        dried(decoder(lambda z: (flat(z), z))),
        "M10",
        "gave a tuple, expected one array",
    ),
    "M10 torch tuple": (
        lambda folder: adapt(nn.LSTM(3, 4), latent=3),
        "M10",
        "a tuple of 2, expected one tensor",
    ),
    "M10 batch dropped": (dried(decoder(lambda z: flat(z)[0])), "M10", r"Keep the batch axis"),
    "M10 wrong size": (
        dried(decoder(lambda z: flat(z)[:, :3])),
        "M10",
        r"\(3, 4\) for each latent, expected \(4, 4\)",
    ),
    "M10 five channels": (
        dried(
            decoder(lambda z: np.zeros((len(z), 5, 4, 4)), OutputSpec("image", (5, 4, 4), (0, 1)))
        ),
        "M10",
        "1, 3 or 4 channels",
    ),
    "M10 text": (
        dried(decoder(lambda z: np.array(["a"] * len(z)))),
        "M10",
        r"decoder raised ValueError|numbers",
    ),
    "M11 raises": (raises_three_times, "M11", "paused, the last error was: .*too far.*Retry"),
    "M13 hangs": (no_answer, "M13", r"no answer within 0.2 s.*Retry"),
    "M14 memory": (never_fits, "M14", "out of memory even for a single latent"),
    "M16 mixed": (mixed, "M16", r"several precisions \(torch.float16, torch.float32\)"),
    "M19 exit": (exits, "M19", "decoder raised SystemExit"),
}


@pytest.mark.parametrize("row", ERRORS)
def test_a_bad_model_is_refused_in_words(row, tmp_path):
    case, code, words = ERRORS[row]
    with pytest.raises(ModelError, match=words) as caught:
        case(tmp_path)
    assert caught.value.code == f"HDV-{code}"
    assert "weights_only" not in str(caught.value)


def m9_nonfinite():
    def decode(z):
        y = flat(z)
        y[z[:, 0] > 5, :2] = np.nan
        return y

    with Engine(decoder(decode)) as engine:
        assert ask(engine).good
        assert ask(engine, 9.0).message == "HDV-M9: 50% non-finite"


def m12_slow():
    model, tab, shown = LatentModel(Engine(tagged(lambda: 0.15))), Tab(), []
    for move in range(30):
        tab.decode(model, np.full((1, 3), move), shown.append)
    tab.run_until(lambda: shown and shown[-1].values[0, 0] == 29)
    assert len(shown) <= 3


def m14_halved():
    sizes = []

    def decode(z):
        sizes.append(len(z))
        if len(z) > 4:
            raise torch.OutOfMemoryError("CUDA out of memory")
        return flat(z)

    with Engine(decoder(decode)) as engine:
        z = np.random.default_rng(0).standard_normal((21, 3)).astype(np.float32)
        pixels = decoded(engine, z).pixels
        assert engine.ceiling.batch in (2, 4)
    assert max(sizes[3:]) <= 4
    np.testing.assert_array_equal(pixels[..., 0], np.rint(flat(z) * 255).astype(np.uint8))


def m15_train_mode():
    model = nn.Sequential(nn.Linear(3, 16), nn.Dropout(0.5))
    adapter = adapt(model.train(), latent=3)
    assert any("train mode" in warning for warning in adapter.warnings)
    assert not model.training
    z = np.ones((1, 3), np.float32)
    np.testing.assert_array_equal(adapter.decode(z), adapter.decode(z))


def m16_half():
    adapter = adapt(ToyVAE().half(), latent=10)
    assert np.isfinite(adapter.decode(adapter.latent.sample(2))).all()


def m17_two_sessions():
    model, tabs, shown = LatentModel(Engine(tagged())), [Tab(), Tab()], {0: [], 1: []}
    for turn in range(40):
        for number, tab in enumerate(tabs):
            tab.decode(model, np.full((2, 3), turn + 1000 * number), shown[number].append)
    for number, tab in enumerate(tabs):
        last = 39 + 1000 * number
        tab.run_until(lambda n=number, last=last: shown[n] and shown[n][-1].z[0, 0] == last)
        assert all((frame.values == frame.z).all() for frame in shown[number])
        assert all(frame.z[0, 0] // 1000 == number for frame in shown[number])


def m18_mutates_and_random():
    generator = np.random.default_rng(0)

    def decode(z):
        z += 1
        return flat(z) * 0 + generator.random()

    adapter = adapt(FunctionAdapter(decode, SPEC, IMAGE, name="toy"))
    assert any("HDV-M15" in warning for warning in adapter.warnings)
    with Engine(adapter) as engine:
        z = np.zeros((1, 3), np.float32)
        first, second = (asked(engine, z) for _ in range(2))
        assert (z == 0).all()
        assert (first.z == 0).all()
        assert not np.array_equal(first.pixels, second.pixels)


def m20_two_events_at_once():
    running = []
    most = []

    def decode(z):
        running.append(1)
        most.append(len(running))
        time.sleep(0.002)
        running.pop()
        return z.copy()

    adapter = FunctionAdapter(decode, SPEC, OutputSpec("scalars", (3,)), name="toy", version="1")
    model, tabs, shown = LatentModel(Engine(adapter)), [Tab(), Tab()], []

    def drag(tab):
        for i in range(50):
            tab.decode(model, np.full((1, 3), i), shown.append)

    threads = [threading.Thread(target=drag, args=(tab,)) for tab in tabs * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for tab in tabs:
        shown.clear()
        tab.run_until(lambda: bool(shown))
    model.render(np.zeros((1, 3)))
    assert max(most) == 1


@pytest.mark.parametrize(
    "row",
    [
        m9_nonfinite, m12_slow, m14_halved, m15_train_mode, m16_half, m17_two_sessions,
        m18_mutates_and_random, m20_two_events_at_once,
    ],
)  # fmt: skip
def test_a_difficult_model_works_and_warns(row):
    row()


def hostile_files(folder, canary):
    """(path, how it is loaded) of files that would touch `canary` if they were believed."""
    evil = Canary(canary)
    for protocol in range(6):
        (folder / f"p{protocol}.pt").write_bytes(pickle.dumps(evil, protocol=protocol))
    for new in (True, False):
        for name, content in (("dict", {"w": torch.ones(2), "x": evil}), ("bare", evil)):
            path = folder / f"{name}{new}.pt"
            torch.save(content, path, _use_new_zipfile_serialization=new)
    np.savez(folder / "objects.npz", a=np.array([evil], dtype=object))
    np.save(folder / "objects.npy", np.array([evil], dtype=object), allow_pickle=True)
    for inner in ("archive/data.pkl", "data.pkl", "archive/constants.pkl", "a.npy"):
        with zipfile.ZipFile(folder / f"nested-{inner.replace('/', '-')}.pt", "w") as archive:
            archive.writestr(inner, pickle.dumps(evil))
            archive.writestr("archive/version", "3")
    (folder / "renamed.safetensors").write_bytes(pickle.dumps(evil))
    (folder / "renamed.onnx").write_bytes(pickle.dumps(evil))


def test_no_model_file_runs_code_without_trust(tmp_path):
    canary = tmp_path / "canary"
    folder = tmp_path / "files"
    folder.mkdir()
    hostile_files(folder, canary)
    files = sorted(folder.iterdir())
    assert len(files) >= 16
    for file in files:
        with pytest.raises(ModelError):
            load(file, build=ToyVAE, latent=10)
    assert not canary.exists()
    with pytest.raises(ModelError):
        load(folder / "dictTrue.pt", trust=True, build=ToyVAE, latent=10)
    assert canary.exists(), "the canary must be able to sing"


def test_a_model_that_hung_does_not_keep_the_program_alive():
    program = (
        "import time, numpy as np\n"
        "from hdvis.models import Engine, FunctionAdapter, LatentModel, LatentSpec, OutputSpec\n"
        "latent, output = LatentSpec((2,)), OutputSpec('array', (2,))\n"
        "e = Engine(FunctionAdapter(lambda z: time.sleep(600), latent, output), timeout=0.1)\n"
        "m = LatentModel(e)\n"
        "error = m.pool.ask(m.decoding, m.requests(np.zeros((1, 2)))[0]).error\n"
        "print(type(error).__name__)\n"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout.strip()) == (0, "ModelError"), done.stderr
