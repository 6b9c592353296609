# SPDX-License-Identifier: MPL-2.0
"""Writes the names, versions, licences and notices of everything inside the program and its screens.

Rust: the crates that `cargo metadata` links into the program, each with the licence files of its package. Screens: what
the build of the screens collected (kiosk-ui/dist/licences).
"""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOTICES = ("license", "licence", "copying", "copyright", "notice", "unlicense")
RULE = "=" * 80


def linked() -> list[dict]:
    """The packages that the program is linked from, without build scripts, macros' tools and tests."""
    command = ["cargo", "metadata", "--format-version=1", "--locked", "--filter-platform", target()]
    data = json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)
    nodes = {node["id"]: node for node in data["resolve"]["nodes"]}
    open_ids, seen = [data["resolve"]["root"]], set()
    while open_ids:
        current = open_ids.pop()
        if current in seen:
            continue
        seen.add(current)
        normal = (dep for dep in nodes[current]["deps"] if any(kind["kind"] is None for kind in dep["dep_kinds"]))
        open_ids += [dep["pkg"] for dep in normal]
    packages = (package for package in data["packages"] if package["id"] in seen and package["source"])
    return sorted(packages, key=lambda package: (package["name"], package["version"]))


def target() -> str:
    told = subprocess.run(["rustc", "-vV"], check=True, capture_output=True, text=True).stdout
    return next(line.split()[1] for line in told.splitlines() if line.startswith("host:"))


def notices(folder: Path) -> list[str]:
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.name.lower().startswith(NOTICES))
    return [path.read_text(errors="replace").strip() for path in files]


def crates(packages: list[dict]) -> str:
    """Each text once, below all the packages that share it."""
    by_text: dict[str, list[str]] = {}
    for package in packages:
        title = f"{package['name']} {package['version']} ({package['license'] or 'see its notice'})"
        authors = ", ".join(package["authors"])
        found = notices(Path(package["manifest_path"]).parent)
        for text in found or [f"The package has no notice of its own. {authors}".strip()]:
            by_text.setdefault(text, []).append(title)
    parts = (f"{RULE}\n" + "\n".join(titles) + f"\n{RULE}\n\n{text}\n" for text, titles in by_text.items())
    return "\n".join(parts)


def screens() -> str:
    folder = ROOT / "kiosk-ui" / "dist" / "licences"
    if not folder.is_dir():
        sys.exit("the screens are not built; run: make ui")
    texts = (f"{RULE}\n{path.name}\n{RULE}\n\n{path.read_text().strip()}\n" for path in sorted(folder.iterdir()))
    return "\n".join(texts)


if __name__ == "__main__":
    packages = linked()
    print("Mintur itself is licensed under the Mozilla Public License 2.0. It contains the following.\n")
    print(f"THE PROGRAM: {len(packages)} Rust packages\n\n{crates(packages)}")
    print(f"THE SCREENS\n\n{screens()}")
