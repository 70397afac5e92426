"""SLANT-27's network in plain PyTorch, written from its published definition: a U-Net whose decoder is made of
transposed convolutions, whose BatchNorm runs in training mode, and whose output is ReLU, then argmax.

Needs PyTorch only. What Tessera computes is compared with this.
"""

import torch
from torch import nn


class SlantNetwork(nn.Module):
    """Takes (1, 1, z, x, y). `width` is a factor on the channel numbers of all layers but the input and the classes."""

    def __init__(self, classes=133, width=1.0):
        super().__init__()
        scaled = lambda channels: max(1, round(channels * width))
        channels = [1] + [scaled(n) for n in (32, 64, 64, 128, 128, 256, 256, 512)]
        for i in range(8):
            layer = nn.Sequential(
                nn.Conv3d(channels[i], channels[i + 1], 3, padding=1), nn.BatchNorm3d(channels[i + 1]), nn.ReLU()
            )
            setattr(self, f"ec{i}", layer)
        up = lambda n: nn.Sequential(nn.ConvTranspose3d(n, n, 2, stride=2), nn.ReLU())
        same = lambda i, o: nn.Sequential(nn.ConvTranspose3d(i, o, 3, stride=1, padding=1), nn.ReLU())
        self.dc9 = up(channels[8])
        self.dc8 = same(channels[8] + channels[6], scaled(256))
        self.dc7 = same(scaled(256), scaled(256))
        self.dc6 = up(scaled(256))
        self.dc5 = same(scaled(256) + channels[4], classes)
        self.dc4 = same(classes, classes)
        self.dc3 = up(classes)
        self.dc2 = same(classes + channels[2], classes)
        self.dc1 = same(classes, classes)
        self.dc0 = nn.Sequential(nn.ConvTranspose3d(classes, classes, 1), nn.ReLU())  # in the files, never used
        self.pool = nn.MaxPool3d(2)
        self.train()  # at inference, too: SLANT normalises by the tile's own statistics

    def forward(self, x):
        e1 = self.ec1(self.ec0(x))
        e3 = self.ec3(self.ec2(self.pool(e1)))
        e5 = self.ec5(self.ec4(self.pool(e3)))
        e7 = self.ec7(self.ec6(self.pool(e5)))
        d7 = self.dc7(self.dc8(torch.cat([self.dc9(e7), e5], 1)))
        d4 = self.dc4(self.dc5(torch.cat([self.dc6(d7), e3], 1)))
        return self.dc1(self.dc2(torch.cat([self.dc3(d4), e1], 1)))


@torch.no_grad()
def labels_and_margins(network, tile):
    """Of a tile (x, y, z): class indices and the distance of the two best scores, both (x, y, z)."""
    scores = network(torch.as_tensor(tile).permute(2, 0, 1)[None, None])[0]
    best = scores.topk(2, 0).values
    labels = scores.argmax(0)
    margins = best[0] - best[1]
    # argmax of equal scores isn't defined in PyTorch; those voxels have no margin and aren't compared
    return labels.permute(1, 2, 0).to(torch.uint8).numpy(), margins.permute(1, 2, 0).numpy()
