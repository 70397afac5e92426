#!/usr/bin/env python3
"""Compares Tessera's MeshNet bundles with plain PyTorch on the sample scan, outside CI:

    python -m pip install numpy nibabel torch
    python tests/peers/meshnet.py build/release/bin/tessera-cli [MODELS]

MODELS is the folder of brainchop's own folders (default ../shared/models/meshnet): the weights are read from there with
numpy, not from the bundles. For each bundle it runs `segment`, makes the conformed box anew from the documented rule
(numpy only), runs the layers with torch's conv3d over the whole box, and compares labels where the two sides share a
grid: the sample's voxels, each at its own place (nearest of the eight neighbours by weight, as Tessera brings them home).
Ends with 1 if fewer than 99.9 % are equal, more than 2 GB were used, or a volume or Dice is out of its range.
"""
import json
import pathlib
import subprocess
import sys
import tempfile
import time

import nibabel
import numpy as np
import torch

ROOT = pathlib.Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "resources/sample/colin27_T1w.nii.gz"
AAL = pathlib.Path("/usr/share/mricron/templates/aal.nii.gz")
CLI = pathlib.Path(sys.argv[1])
MODELS = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "../shared/models/meshnet"
BUNDLES = {"meshnet-subcortical-18": ("subcortical-18", 0.2), "meshnet-aparc-aseg-104": ("aparc-aseg-104", 0.0)}
# AAL numbers of left and right, class of the 18-region model, left and right class of the 104-region model
STRUCTURES = {"thalamus": (77, 78, 7, 69, 70), "caudate": (71, 72, 8, 71, 72), "putamen": (73, 74, 9, 73, 74),
              "pallidum": (75, 76, 10, 75, 76), "hippocampus": (37, 38, 14, 77, 78), "amygdala": (41, 42, 15, 79, 80)}
# Dice of MESHNET.md for both sides together, 18 regions
PUBLISHED = {"thalamus": 0.80, "caudate": 0.62, "putamen": 0.74, "pallidum": 0.61, "hippocampus": 0.56, "amygdala": 0.53}
VOLUMES = {"thalamus": (4, 12), "hippocampus": (2, 7)}  # ml a side
failures = []


def require(good, text):
    print(("  ok    " if good else "  FAIL  ") + text)
    if not good:
        failures.append(text)


def standardised(image):
    """0..1: the 0.1 % and 99.9 % quantiles of what isn't constant background, by rank, clamped."""
    values = image[image != image.min()]
    for _ in range(2):  # constant air beside the padding
        least = values.min()
        if np.mean(values == least) < 0.05:
            break
        values = values[values != least]
    floor = np.sort(values)[int(0.001 * (values.size - 1))]
    above = np.sort(values[values > floor])
    return np.clip((image - floor) / (above[int(0.999 * (above.size - 1))] - floor), 0, 1)


def conformed(scan, affine):
    """256^3 voxels of 1 mm, LIA, trilinear, 0..1; and its affine."""
    axes = np.array([[-1, 0, 0], [0, 0, 1], [0, -1, 0]], float)
    centre = affine[:3, :3] @ (np.array(scan.shape) / 2) + affine[:3, 3]
    grid = np.eye(4)
    grid[:3, :3] = axes
    grid[:3, 3] = centre - axes @ np.full(3, 128.0)
    to_scan = np.linalg.inv(affine) @ grid
    out = np.zeros((256,) * 3, np.float32)
    j, k = np.meshgrid(np.arange(256), np.arange(256), indexing="ij")
    size = np.array(scan.shape).reshape(3, 1, 1)
    for i in range(256):
        at = np.einsum("ab,bjk->ajk", to_scan[:3, :3], np.stack([np.full_like(j, i), j, k]).astype(float))
        at += to_scan[:3, 3].reshape(3, 1, 1)
        inside = np.all((at >= -0.5) & (at <= size - 0.5), axis=0)
        at = np.clip(at, 0, size - 1)
        low = np.minimum(at.astype(int), size - 2)
        share = at - low
        value = np.zeros(j.shape)
        for corner in np.ndindex(2, 2, 2):
            weight = np.prod([share[a] if corner[a] else 1 - share[a] for a in range(3)], axis=0)
            value += weight * scan[low[0] + corner[0], low[1] + corner[1], low[2] + corner[2]]
        out[i] = np.where(inside, value, 0)
    return (out - out.min()) / (out.max() - out.min()), grid


def weights_of(folder, manifest):
    tensors = {}
    for group in manifest:
        data, offset = b"".join((folder / path).read_bytes() for path in group["paths"]), 0
        for entry in group["weights"]:
            count = int(np.prod(entry["shape"]))
            tensors[entry["name"]] = np.frombuffer(data, "<f4", count, offset).reshape(entry["shape"]).copy()
            offset += 4 * count
    return tensors


def labels_of(folder, box):
    model = json.loads((folder / "model.json").read_text())
    tensors = weights_of(folder, model["weightsManifest"])
    x = torch.from_numpy(box)[None, None]
    for layer in model["modelTopology"]["model_config"]["config"]["layers"]:
        config = layer["config"]
        if layer["class_name"] == "Conv3D":
            kernel = torch.from_numpy(tensors[config["name"] + "/kernel"]).permute(4, 3, 0, 1, 2).contiguous()
            bias, dilation = torch.from_numpy(tensors[config["name"] + "/bias"]), config["dilation_rate"][0]
            if kernel.shape[2] == 1:  # scores plane by plane: 104 classes of a whole head don't fit
                return torch.cat([torch.nn.functional.conv3d(plane, kernel, bias).argmax(1)[0].to(torch.uint8)
                                  for plane in x.split(4, 2)]).numpy()
            x = torch.nn.functional.conv3d(x, kernel, bias, padding=dilation, dilation=dilation)
        elif layer["class_name"] == "Activation":
            x = {"relu": torch.relu_, "elu": torch.nn.functional.elu_}[config["activation"]](x)


def brought_home(labels, grid, shape, affine):
    """Each voxel's heaviest label among its eight neighbours, the smallest among equals; 0 outside the box."""
    to_grid = np.linalg.inv(grid) @ affine
    padded = np.pad(labels, 1)
    out = np.zeros(shape, np.uint8)
    x, y = np.meshgrid(np.arange(shape[0]), np.arange(shape[1]), indexing="ij")
    for z in range(shape[2]):
        at = np.einsum("ab,bxy->axy", to_grid[:3, :3], np.stack([x, y, np.full_like(x, z)]).astype(float))
        at += to_grid[:3, 3].reshape(3, 1, 1)
        at = np.clip(at, -1, np.array(labels.shape).reshape(3, 1, 1) - 1e-9)
        low = np.floor(at).astype(int)
        share = at - low
        neighbours, weights = [], []
        for corner in np.ndindex(2, 2, 2):
            weights.append(np.prod([share[a] if corner[a] else 1 - share[a] for a in range(3)], axis=0))
            neighbours.append(padded[low[0] + corner[0] + 1, low[1] + corner[1] + 1, low[2] + corner[2] + 1])
        neighbours, weights = np.stack(neighbours), np.stack(weights)
        sums = np.stack([np.sum(weights * (neighbours == own), axis=0) for own in neighbours])
        equal = sums > sums.max(0) - 1e-9
        out[:, :, z] = np.where(equal, neighbours, 255).min(0)
    return out


def dice(a, b):
    return 2 * np.count_nonzero(a & b) / (np.count_nonzero(a) + np.count_nonzero(b))


def check_structures(name, labels, voxel_ml):
    aal = np.asarray(nibabel.load(AAL).dataobj) if AAL.exists() else None
    for structure, (aal_left, aal_right, both, left, right) in STRUCTURES.items():
        if name.endswith("18"):
            if aal is not None:
                found = dice(np.isin(aal, (aal_left, aal_right)), labels == both)
                require(abs(found - PUBLISHED[structure]) < 0.03,
                        f"{structure}: Dice {found:.3f} (published {PUBLISHED[structure]:.2f})")
            continue
        sides = {"left": (left, aal_left), "right": (right, aal_right)}
        for side, (own, theirs) in sides.items():
            volume = np.count_nonzero(labels == own) * voxel_ml
            text = f"{structure} {side}: {volume:.2f} ml"
            low, high = VOLUMES.get(structure, (0, 1000))
            if aal is not None:
                text += f", Dice {dice(aal == theirs, labels == own):.3f}"
            require(low <= volume <= high and (aal is None or dice(aal == theirs, labels == own) > 0.4), text)


image = nibabel.load(SAMPLE)
scan = np.asarray(image.dataobj).astype(float)
cube, grid = conformed(standardised(scan), image.affine)
with torch.inference_mode(), tempfile.TemporaryDirectory() as folder:
    for name, (source, threshold) in BUNDLES.items():
        print(name)
        started, output = time.time(), pathlib.Path(folder) / name
        subprocess.run([CLI, "segment", SAMPLE, "-o", output, "--model", name, "--precision", "fp32"], check=True,
                       stdout=subprocess.DEVNULL)
        print(f"  Tessera: {time.time() - started:.1f} s")
        record = json.loads((output / "colin27_T1w_run.json").read_text())
        peak = max(stage["peak_memory_bytes"] for stage in record["stages"])
        require(peak <= 2e9, f"peak memory {peak / 1e9:.2f} GB")
        inside = np.argwhere(cube > np.float32(threshold))
        low, high = inside.min(0), inside.max(0) + 1
        started = time.time()
        theirs = labels_of(MODELS / source, cube[tuple(map(slice, low, high))].copy())
        print(f"  PyTorch: {time.time() - started:.1f} s for the box {' x '.join(map(str, high - low))}")
        box = grid.copy()
        box[:3, 3] = grid[:3, :3] @ low + grid[:3, 3]
        theirs = brought_home(theirs, box, scan.shape, image.affine)
        ours = np.asarray(nibabel.load(output / "colin27_T1w_dseg.nii.gz").dataobj)
        labelled = (ours > 0) | (theirs > 0)
        equal, brain = np.mean(ours == theirs), np.mean(ours[labelled] == theirs[labelled])
        require(brain >= 0.999, f"labels equal: {100 * equal:.4f} % of all voxels, {100 * brain:.4f} % of labelled ones")
        check_structures(name, ours, abs(np.linalg.det(image.affine[:3, :3])) / 1000)
print("all as it should be" if not failures else f"{len(failures)} failures")
sys.exit(1 if failures else 0)
