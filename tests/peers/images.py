"""Reads with nibabel, SimpleITK and pynrrd what Tessera writes.

    python3 -m venv /tmp/peers && /tmp/peers/bin/pip install nibabel==5.4.2 SimpleITK==2.5.7 pynrrd==1.1.3 numpy==2.4.6
    cmake --preset release && cmake --build --preset release --target convert_image
    /tmp/peers/bin/python tests/peers/images.py build/release/bin/convert_image

Each of 48 orientations (every second one oblique), every voxel type and a sheared grid goes from nibabel's NIfTI through
Tessera into every format that can hold it. Ends with 1 unless voxels are equal and corners agree to 1e-3 mm.
"""

import itertools
import pathlib
import subprocess
import sys
import tempfile

import nibabel
import nrrd
import numpy
import SimpleITK

SIZE = (5, 6, 7)
OUTPUTS = ("out.nii", "out.nii.gz", "out.nrrd", "out.mha", "out.mgh", "out.mgz")
MGH_TYPES = ("u1", "i2", "i4", "f4")
LPS = numpy.diag((-1.0, -1, 1, 1))


def images():
    """Name, voxels and affine."""
    x, y, z = numpy.indices(SIZE)
    voxels = (3 * x + 17 * y + 31 * z + x * y * z) % 113
    oblique = nibabel.eulerangles.euler2mat(0.2, -0.1, 0.3)
    for n, (order, signs) in enumerate(itertools.product(itertools.permutations(range(3)),
                                                         itertools.product((1, -1), repeat=3))):
        matrix = numpy.zeros((3, 3))
        matrix[list(order), range(3)] = signs
        matrix = (oblique @ matrix if n % 2 else matrix) * (0.9, 1.1, 1.3)
        yield f"orientation {n}", voxels.astype("u1"), nibabel.affines.from_matvec(matrix, (-31.5, 12.25, 7.75))
    for code in ("u1", "i1", "i2", "u2", "i4", "u4", "i8", "u8", "f4", "f8"):
        yield f"type {code}", voxels.astype(code), nibabel.affines.from_matvec(matrix, (1, 2, 3))
    sheared = numpy.array([[0.9, 0.022, 0], [0, 1.1, 0], [0, 0, 1.3]])
    yield "sheared", voxels.astype("i2"), nibabel.affines.from_matvec(oblique @ sheared, (1, 2, 3))


def by_nibabel(path):
    image = nibabel.load(path)
    return numpy.asanyarray(image.dataobj), image.affine


def by_itk(path):
    image = SimpleITK.ReadImage(path)
    matrix = numpy.reshape(image.GetDirection(), (3, 3)) * image.GetSpacing()
    return SimpleITK.GetArrayFromImage(image).transpose(2, 1, 0), LPS @ nibabel.affines.from_matvec(matrix, image.GetOrigin())


def by_pynrrd(path):
    voxels, header = nrrd.read(path)
    assert header["space"] == "right-anterior-superior", header["space"]
    return voxels, nibabel.affines.from_matvec(header["space directions"].T, header["space origin"])


def readers(name, sheared):
    if name.endswith(".nrrd"):
        return [by_pynrrd] if sheared else [by_pynrrd, by_itk]  # ITK has no sheared images
    if name.endswith(".mha"):
        return [by_itk]
    return [by_nibabel] if sheared or ".nii" not in name else [by_nibabel, by_itk]


def holds(name, code, sheared):
    if ".mg" in name:
        return code in MGH_TYPES
    return not (name.endswith(".mha") and sheared)


def main():
    program = sys.argv[1]
    corners = numpy.array(list(itertools.product(*((0, n - 1) for n in SIZE)))).astype(float)
    checked, wrong = 0, 0
    for title, voxels, affine in images():
        with tempfile.TemporaryDirectory() as folder:
            source = nibabel.Nifti1Image(voxels, affine, dtype=voxels.dtype)
            source.to_filename(f"{folder}/in.nii")
            subprocess.run([program, f"{folder}/in.nii", *(f"{folder}/{name}" for name in OUTPUTS)], check=True,
                           stdout=subprocess.DEVNULL)
            for name in OUTPUTS:
                sheared = title == "sheared"
                if pathlib.Path(folder, name).exists() != holds(name, voxels.dtype.str[1:], sheared):
                    wrong += 1
                    print(f"{title}, {name}: written, but it can't hold this, or the other way round")
                    continue
                for read in readers(name, sheared) if pathlib.Path(folder, name).exists() else []:
                    got, world = read(f"{folder}/{name}")
                    distance = numpy.abs(nibabel.affines.apply_affine(world, corners)
                                         - nibabel.affines.apply_affine(affine, corners)).max()
                    checked += 1
                    if not numpy.array_equal(got, voxels) or got.dtype.str[1:] != voxels.dtype.str[1:] or distance > 1e-3:
                        wrong += 1
                        print(f"{title}, {name}, {read.__name__}: {got.dtype} for {voxels.dtype}, {distance:g} mm off")
    print(f"{checked} files read by others, {wrong} wrong")
    return 1 if wrong or not checked else 0


sys.exit(main())
