"""Builds the wheel (PEP 517): the package with the C library inside, made by bindings/natives from the project's own
meson.build. One wheel serves every Python 3 of a platform, since it has no extension module.

SUPERBILL_TARGET is a target of zig like x86_64-linux-gnu.2.17 (needs ziglang): the wheel is then manylinux. Without it
the machine's own compiler builds for the machine's own libc. SUPERBILL_NATIVES keeps what is built between calls.
"""
import base64
import hashlib
import os
import re
import subprocess
import sysconfig
import tempfile
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
META = (HERE / "pyproject.toml").read_text(encoding="utf-8")


def field(name):
    return re.search(rf'^{name} = "(.*)"$', META, re.M).group(1)


NAME, VERSION = field("name"), field("version")


def platform(target):
    if target == "host":
        return re.sub(r"[-.]", "_", sysconfig.get_platform())
    machine, libc = re.fullmatch(r"(\w+)-linux-gnu\.([\d.]+)", target).groups()
    return f"manylinux_{libc.replace('.', '_')}_{machine}"


def metadata():
    extras = re.findall(r'^(\w+) = \[(.*)\]$', META.split("[project.optional-dependencies]")[1], re.M)
    lines = ["Metadata-Version: 2.1", f"Name: {NAME}", f"Version: {VERSION}", f"Summary: {field('description')}",
             "License: Apache-2.0", f"Requires-Python: {field('requires-python')}"]
    for extra, wanted in extras:
        lines.append(f"Provides-Extra: {extra}")
        lines += [f'Requires-Dist: {w}; extra == "{extra}"' for w in re.findall(r'"([^"]+)"', wanted)]
    return "\n".join([*lines, "Description-Content-Type: text/markdown", "", (HERE / "README.md").read_text(encoding="utf-8")])


def library(target, folder):
    subprocess.run([HERE.parent / "natives", folder, target], check=True)
    return Path(folder) / f"libsuperbill-{target}.so"


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    target = os.environ.get("SUPERBILL_TARGET", "host")
    with tempfile.TemporaryDirectory() as scratch:
        native = library(target, os.environ.get("SUPERBILL_NATIVES", scratch))
        files = [(f"superbill/{p.relative_to(HERE / 'superbill').as_posix()}", p.read_bytes())
                 for p in sorted((HERE / "superbill").rglob("*")) if p.suffix in (".py", ".pyi", ".typed")]
        files.append(("superbill/libsuperbill.so", native.read_bytes()))
    info = f"{NAME}-{VERSION}.dist-info"
    tag = f"py3-none-{platform(target)}"
    files += [(f"{info}/METADATA", metadata().encode()),
              (f"{info}/WHEEL", f"Wheel-Version: 1.0\nGenerator: superbill\nRoot-Is-Purelib: false\nTag: {tag}\n".encode()),
              (f"{info}/licenses/LICENSE", (HERE.parent.parent / "LICENSE").read_bytes())]
    record = "".join(f"{name},sha256={base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b'=').decode()},{len(data)}\n"
                     for name, data in files) + f"{info}/RECORD,,\n"
    wheel = f"{NAME}-{VERSION}-{tag}.whl"
    with zipfile.ZipFile(Path(wheel_directory) / wheel, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in [*files, (f"{info}/RECORD", record.encode())]:
            z.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return wheel


def build_sdist(sdist_directory, config_settings=None):
    raise NotImplementedError("the wheel is built from a checkout of the project: pip install ./bindings/python")
