"""First weights by the rule of Glorot and Bengio (2010)."""

from torch import nn

LINEAR = (nn.Linear, nn.Conv2d, nn.ConvTranspose2d)


def glorot_normal(model: nn.Module) -> nn.Module:
    """Gaussian weights of variance 2 / (n_in + n_out) and zero biases, in place; returns `model`.

    n_in and n_out count the connections of one unit, so a kernel's area is part of both.
    """
    for layer in model.modules():
        if isinstance(layer, LINEAR):
            nn.init.xavier_normal_(layer.weight)
            if layer.bias is not None:
                nn.init.zeros_(layer.bias)
    return model
