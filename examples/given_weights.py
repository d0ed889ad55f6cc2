"""Published weights on a page: python examples/given_weights.py NAME FILE, NAME a key of OPEN.

Latents are those of scikit-learn's digits where the model encodes digits, else samples.
"""

import sys
from pathlib import Path

import numpy as np
from given_networks import MLPVAE, Burgess, gan_generator
from PIL import Image
from sklearn.datasets import load_digits

import hdvis
from hdvis.models import Projector, adapt


def burgess(file, size=32):
    """VAE_mnist and btcvae_mnist of disentangling-vae: mean and log-variance by turns."""
    return adapt.load(file, build=Burgess(size), split="interleaved", latent=10)


def mlp_vae(file):
    """The MLP VAE of gan-vae-pretrained-pytorch: flat pictures in and out."""
    return adapt.load(file, build=MLPVAE, latent=20, image_shape=(28, 28), input_shape=(784,))


def gan(file):
    """Its GAN generator, which has no encoder: latents are found by optimisation instead."""
    return Projector(adapt.load(file, build=gan_generator, image_shape=(28, 28)), steps=200)


OPEN = {
    "VAE_mnist": burgess,
    "btcvae_mnist": burgess,
    "btcvae_dsprites": lambda file: burgess(file, 64),
    "mlp_vae": mlp_vae,
    "gan": gan,
}


def digits(count, side):
    """`count` digits as pictures (count, side, side) like MNIST's, and which they are."""
    found = load_digits()
    edge = (side - 20) // 2
    pictures = np.zeros((count, side, side), np.uint8)
    for picture, digit in zip(pictures, found.images, strict=False):
        small = Image.fromarray((digit * (255 / 16)).astype(np.uint8))
        picture[edge : edge + 20, edge : edge + 20] = small.resize((20, 20), 3)
    return pictures, {"digit": found.target[:count].astype(str)}


if len(sys.argv) != 3 or sys.argv[1] not in OPEN or not Path(sys.argv[2]).is_file():
    sys.exit(f"usage: given_weights.py {'|'.join(OPEN)} FILE")
name, file = sys.argv[1:]
model = OPEN[name](file)
if name == "btcvae_dsprites":
    z, labels = model.latent.sample(1500), None
    images = model.pixels(z)
else:
    if name == "gan":
        print("it has no encoder: latents of 300 pictures are sought, a minute or two", flush=True)
    images, labels = digits(300 if name == "gan" else 1500, model.output.image_shape[0])
    z = model.encode(images).mean
hdvis.show(z, images=images, labels=labels, model=model, layout="traverse", name=name)
