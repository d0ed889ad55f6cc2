"""A model that hangs, leaves or raises when told to; without torch, so that it starts soon."""

import os
import time

import numpy as np


class Moody:
    """Doubles latents (B, 2); what its process does then depends on the first number."""

    latent_dim = 2

    def decode(self, z):
        match float(z[0, 0]):
            case 7.0:
                time.sleep(600)
            case 8.0:
                os._exit(3)
            case 9.0:
                raise ValueError("far out")
        return 2 * np.asarray(z)
