"""The judge of the published weights' pictures; no part of the product."""

import torch
from torch import nn


class LeNet(nn.Module):
    """The digit classifier of the same project: a judge of what decoded pictures show."""

    def __init__(self) -> None:
        super().__init__()
        self.convnet = nn.ModuleDict(
            {"c1": nn.Conv2d(1, 6, 5), "c3": nn.Conv2d(6, 16, 5), "c5": nn.Conv2d(16, 120, 5)}
        )
        self.fc = nn.ModuleDict({"f6": nn.Linear(120, 84), "f7": nn.Linear(84, 10)})

    def forward(self, x):
        x = nn.functional.max_pool2d(torch.relu(self.convnet["c1"](x)), 2)
        x = nn.functional.max_pool2d(torch.relu(self.convnet["c3"](x)), 2)
        x = torch.relu(self.convnet["c5"](x)).flatten(1)
        return self.fc["f7"](torch.relu(self.fc["f6"](x)))
