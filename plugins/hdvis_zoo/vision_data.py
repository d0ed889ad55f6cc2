"""Data sets that torchvision fetches."""

from pathlib import Path

import numpy as np

from .training_data import CLASS, TrainingData, as_images


def vision_data(name: str, root: str | Path | None, size: int) -> TrainingData:
    """MNIST, Fashion-MNIST, CIFAR-10 (colour or grey) or CelebA; downloaded into `root`."""
    from torchvision import datasets

    from .faces_cache import cache_folder

    root = Path(root) if root else cache_folder() / "torchvision"
    if name == "celeba":
        from .celeba import celeba_folder

        if not (root / "celeba").is_dir():
            datasets.CelebA(str(root), split="all", download=True)
        return celeba_folder(root / "celeba", size)
    kinds = {"mnist": "MNIST", "fashion_mnist": "FashionMNIST"}
    held = getattr(datasets, kinds.get(name, "CIFAR10"))(str(root), train=True, download=True)
    labels = {CLASS: np.asarray(held.classes)[np.asarray(held.targets)]}
    images = as_images(np.asarray(held.data))
    if name == "cifar10_gray":
        images = (images @ np.float32([0.299, 0.587, 0.114]) + 0.5).astype(np.uint8)[..., None]
    return TrainingData(name, images, labels)
