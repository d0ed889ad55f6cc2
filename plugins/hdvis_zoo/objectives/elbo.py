"""The evidence lower bound, with a weight on its KL."""

from dataclasses import dataclass

from torch import Tensor

from ..vae import VAE
from .gaussian import kl_to_prior
from .terms import Terms


@dataclass(frozen=True)
class ELBO:
    """−E_q[log p(x|z)] + β · KL(q(z|x) ‖ p(z)), one draw, the KL in closed form.

    β = 1 is the variational bound (Kingma and Welling, 2014), larger β the β-VAE (Higgins et
    al., 2017).
    """

    beta: float = 1.0

    def __call__(self, model: VAE, x: Tensor, warmth: float = 1.0) -> Terms:
        mean, logvar = model.encode(x)
        reconstruction = -model.log_prob(x, model.reparameterize(mean, logvar)).mean()
        kl = kl_to_prior(mean, logvar).sum(1).mean()
        loss = reconstruction + warmth * self.beta * kl
        bound = -(reconstruction + kl)
        parts = {"reconstruction": reconstruction, "kl": kl, "bound": bound}
        return Terms(loss, {name: part.detach() for name, part in parts.items()})
