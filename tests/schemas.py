#!/usr/bin/env python3
"""Find the XML schemas that outputs are validated against. They are not ours to ship.

Looked for, in this order:
  1. $SUPERBILL_SCHEMAS: a folder with fhir-single.xsd, fhir-xhtml.xsd and xml.xsd (plain or .gz)
  2. ../shared/data/schemas/fhir-r4 beside the source tree, or schemas/fhir-r4 in $SUPERBILL_DATA
  3. build/schemas, where an earlier call left them
  4. Maven: the jar ca.uhn.hapi.fhir:hapi-fhir-validation-resources-r4 carries HL7's own files

Whatever is found is copied into build/schemas and its SHA-256 compared with that of HL7's R4 (4.0.1)
download, so that a validation always means the official schema. Run alone it prints the folder.
"""
import gzip
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHA256 = {
    "fhir-single.xsd": "aa40cefca6e6c8b2740da41dbe12c0d627d3ffaa2de7887b36865b2998c09506",
    "fhir-xhtml.xsd": "707ad8be23f9bf8f5d6aaf32e547056834975df646b706926e01f0bf4b409495",
    "xml.xsd": None,  # the W3C's; its comment changes between copies, its declarations do not
}
JAR = "ca.uhn.hapi.fhir:hapi-fhir-validation-resources-r4:6.10.5"
INSIDE_JAR = "org/hl7/fhir/r4/model/schema/"


class Missing(Exception):
    """No schema is to be had; the words say why."""


def store(folder, name, data):
    want = SHA256[name]
    if want and hashlib.sha256(data).hexdigest() != want:
        raise Missing(f"{name}: not the official FHIR R4 4.0.1 file")
    folder.mkdir(parents=True, exist_ok=True)
    aside = folder / (name + f".{os.getpid()}")
    aside.write_bytes(data)
    aside.rename(folder / name)


def from_folder(source, target):
    found = {}
    for name in SHA256:
        plain, packed = source / name, source / (name + ".gz")
        if plain.is_file():
            found[name] = plain.read_bytes()
        elif packed.is_file():
            found[name] = gzip.decompress(packed.read_bytes())
        else:
            return False
    for name, data in found.items():
        store(target, name, data)
    return True


def from_maven(target):
    if not shutil.which("mvn"):
        return "no mvn"
    repo = Path(os.environ.get("MAVEN_REPO", ROOT / "build" / "maven"))
    group, artifact, version = JAR.split(":")
    jar = repo.joinpath(*group.split("."), artifact, version, f"{artifact}-{version}.jar")
    if not jar.is_file():
        call = ["mvn", "-q", "-B", "dependency:get", "-Dtransitive=false",
                f"-Dmaven.repo.local={repo}", f"-Dartifact={JAR}"]
        try:
            done = subprocess.run(call, capture_output=True, text=True, timeout=180)
        except subprocess.TimeoutExpired:
            return "mvn took longer than 180 s"
        if done.returncode != 0 or not jar.is_file():
            return "mvn could not fetch " + JAR
    with zipfile.ZipFile(jar) as z:
        for name in SHA256:
            store(target, name, z.read(INSIDE_JAR + name))
    return None


def fhir():
    """The folder that holds fhir-single.xsd. Raises Missing with the reason."""
    if not shutil.which("xmllint"):
        raise Missing("no xmllint (Debian: libxml2-utils)")
    given = os.environ.get("SUPERBILL_SCHEMAS")
    target = ROOT / "build" / "schemas"
    if given:
        if not from_folder(Path(given), target):
            raise Missing("$SUPERBILL_SCHEMAS lacks fhir-single.xsd, fhir-xhtml.xsd or xml.xsd")
        return target
    if all((target / name).is_file() for name in SHA256):
        return target
    data = [ROOT.parent / "shared" / "data"]
    if os.environ.get("SUPERBILL_DATA"):
        data.insert(0, Path(os.environ["SUPERBILL_DATA"]))
    for place in data:
        if from_folder(place / "schemas" / "fhir-r4", target):
            return target
    why = from_maven(target)
    if why:
        raise Missing(f"no FHIR schema: set SUPERBILL_SCHEMAS ({why})")
    return target


def validate(paths):
    """Validate FHIR XML files; one list of (path, line of words) for what does not fit."""
    schema = fhir() / "fhir-single.xsd"
    wrong = []
    paths = [str(p) for p in paths]
    for start in range(0, len(paths), 200):
        call = ["xmllint", "--nonet", "--noout", "--schema", str(schema), *paths[start:start + 200]]
        done = subprocess.run(call, capture_output=True, text=True)
        valid = {line[: -len(" validates")] for line in done.stderr.splitlines()
                 if line.endswith(" validates")}
        for path in paths[start:start + 200]:
            if path not in valid:
                said = [line for line in done.stderr.splitlines() if line.startswith(path + ":")]
                wrong.append((path, said[0] if said else "xmllint refuses it"))
    return wrong


if __name__ == "__main__":
    try:
        print(fhir())
        if len(sys.argv) > 1:
            bad = validate(sys.argv[1:])
            for _, words in bad:
                print(words)
            sys.exit(1 if bad else 0)
    except Missing as e:
        print(f"SKIPPED: {e}")
        sys.exit(77)
