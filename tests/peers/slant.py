"""Compares SLANT weights imported by Tessera with plain PyTorch on one tile.

    python3 -m venv /tmp/peers && /tmp/peers/bin/pip install torch==2.15.0 nibabel==5.4.2
    cmake --preset release && cmake --build --preset release --target tessera-cli label_tile
    /tmp/peers/bin/python tests/peers/slant.py build/release/bin [--width 1.0] [--tile 2_1_3] [--keep DIR]

Writes a SLANT-27 set with seeded random weights (13 files in PyTorch's zip format, 14 in the one before; 2 GB at full
width), imports it with `tessera-cli model import-slant`, labels one tile of a seeded image in both, and ends with 1
unless the labels are equal wherever PyTorch's two best scores differ by more than 1e-5.
"""

import argparse
import pathlib
import subprocess
import sys
import tempfile
import time

import nibabel
import numpy as np
import torch
from torch import nn

from slant_network import SlantNetwork, labels_and_margins

GRID = (172, 220, 156)
SIZE = (96, 128, 88)
ORIGINS = ((0, 38, 76), (0, 46, 92), (0, 34, 68))
TILES = [f"{i}_{j}_{k}" for i in (1, 2, 3) for j in (1, 2, 3) for k in (1, 2, 3)]


def seeded(tile, width):
    """A network whose activations neither fade nor explode, and whose classes don't all lose to one."""
    torch.manual_seed(TILES.index(tile) + 1)
    network = SlantNetwork(133, width)
    with torch.no_grad():
        for layer in network.modules():
            if isinstance(layer, nn.ConvTranspose3d):
                fan_in = layer.in_channels * (1 if layer.stride[0] == 2 else layer.kernel_size[0] ** 3)
                layer.weight.normal_(0, (2 / fan_in) ** 0.5)
            if isinstance(layer, nn.BatchNorm3d):
                layer.weight.uniform_(0.5, 1.5)
                layer.bias.normal_(0, 0.2)
        for layer in (network.dc2, network.dc1):
            layer[0].weight -= layer[0].weight.mean((0, 2, 3, 4), keepdim=True)
            layer[0].weight *= 0.5
    return network


def write_set(folder, width):
    for index, tile in enumerate(TILES):
        file = folder / tile / f"model_epoch_{index + 10:04}.pth"
        file.parent.mkdir(parents=True)
        torch.save(seeded(tile, width).state_dict(), file, _use_new_zipfile_serialization=index % 2 == 1)


def image():
    """Blobs of several sizes and noise, different along each axis."""
    random = np.random.default_rng(27)
    out = np.zeros(GRID, np.float32)
    for coarse, weight in ((6, 400), (20, 200), (60, 100)):
        blobs = torch.as_tensor(random.random((1, 1, coarse, coarse + 1, coarse + 2), np.float32))
        out += weight * nn.functional.interpolate(blobs, GRID, mode="trilinear", align_corners=True)[0, 0].numpy()
    return out + random.random(GRID, np.float32) * 50


def scaled_tile(grid, tile):
    start = [ORIGINS[axis][int(part) - 1] for axis, part in enumerate(tile.split("_"))]
    voxels = grid[tuple(slice(first, first + size) for first, size in zip(start, SIZE))]
    low, high = voxels.min(), voxels.max()
    return ((voxels - low) / (high - low) * np.float32(255)).astype(np.float32)


def compare(programs, width, tile, folder):
    write_set(folder / "set", width)
    subprocess.run([programs / "tessera-cli", "model", "import-slant", folder / "set", "-o", folder / "bundle"],
                   check=True, stdout=subprocess.DEVNULL)
    grid = image()
    affine = np.array([[1, 0, 0, -86.095], [0, 1, 0, -126.51], [0, 0, 1, -68.25], [0, 0, 0, 1.0]])
    nibabel.save(nibabel.Nifti1Image(grid, affine), folder / "grid.nii")
    start = time.monotonic()
    subprocess.run([programs / "label_tile", folder / "bundle", tile, folder / "grid.nii", folder / "labels.nii"],
                   check=True)
    ours = np.asarray(nibabel.load(folder / "labels.nii").dataobj)
    middle = time.monotonic()
    theirs, margins = labels_and_margins(seeded(tile, width), scaled_tile(grid, tile))
    print(f"width {width:g}, tile {tile}: Tessera {middle - start:.0f} s, PyTorch {time.monotonic() - middle:.0f} s")
    clear = margins > 1e-5
    wrong = int((ours != theirs)[clear].sum())
    print(f"{len(np.unique(theirs))} classes; {clear.sum()} of {clear.size} voxels have a clear winner, "
          f"{wrong} of them differ; of the others {int((ours != theirs)[~clear].sum())}")
    return 0 if wrong == 0 and clear.mean() > 0.9 and len(np.unique(theirs)) > 10 else 1


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("programs", type=pathlib.Path, help="folder with tessera-cli and label_tile")
    parser.add_argument("--width", type=float, default=1.0)
    parser.add_argument("--tile", choices=TILES, default="2_1_3")
    parser.add_argument("--keep", type=pathlib.Path, help="new folder for set and bundle (default: a temporary one)")
    arguments = parser.parse_args()
    if arguments.keep:
        arguments.keep.mkdir(parents=True)
        return compare(arguments.programs, arguments.width, arguments.tile, arguments.keep)
    with tempfile.TemporaryDirectory() as folder:
        return compare(arguments.programs, arguments.width, arguments.tile, pathlib.Path(folder))


if __name__ == "__main__":
    sys.exit(main())
