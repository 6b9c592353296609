# SPDX-License-Identifier: MPL-2.0
"""Writes a container image (OCI image layout, as a tar archive) without a container engine.

    oci_image.py PACKAGE IMAGE SYSTEM_PACKAGE...

PACKAGE is Mintur's Debian package; the system packages are those the program needs, as `apt-get download` brings them.
The image holds nothing else: no shell and no package manager. Load it with `podman load -i IMAGE` or
`skopeo copy oci-archive:IMAGE …`.
"""

import gzip
import hashlib
import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from datetime import datetime, timezone
from pathlib import Path

USER = 10001
DATA = "/var/lib/mintur"
CONFIGURATION = "/etc/mintur/mintur.toml"
# Run inside the container, it ends with 0 when every office takes requests.
PROBE = f"mintur probe --config {CONFIGURATION}"
EPOCH = int(os.environ.get("SOURCE_DATE_EPOCH", "0"))
MANIFEST = "application/vnd.oci.image.manifest.v1+json"
CONFIG = "application/vnd.oci.image.config.v1+json"
LAYER = "application/vnd.oci.image.layer.v1.tar+gzip"
# What a running program does not need of its libraries' packages. Their copyright files stay.
LEFT_OUT = ("/usr/share/man/", "/usr/share/lintian/", "/usr/share/locale/", "/usr/lib/x86_64-linux-gnu/gconv/")


def field(package: str, *name: str) -> str:
    told = subprocess.run(["dpkg-deb", "-f", package, *name], check=True, capture_output=True, text=True)
    return told.stdout.strip()


def system(folder: Path, packages: list[str]) -> None:
    """The libraries, the user, and the authorities that vouch for calendars' servers."""
    for name in ("bin", "lib", "lib64", "sbin"):
        (folder / "usr" / name).mkdir(parents=True, exist_ok=True)
        (folder / name).symlink_to(f"usr/{name}")
    for package in packages:
        subprocess.run(["dpkg-deb", "-x", package, folder], check=True)
        # As scanners look for them where there is no package manager.
        status = folder / "var/lib/dpkg/status.d" / field(package, "Package")
        status.parent.mkdir(parents=True, exist_ok=True)
        status.write_text(field(package) + "\n")
    authorities = sorted((folder / "usr/share/ca-certificates").rglob("*.crt"))
    bundle = folder / "etc/ssl/certs/ca-certificates.crt"
    bundle.parent.mkdir(parents=True, exist_ok=True)
    bundle.write_text("".join(path.read_text() for path in authorities))
    (folder / "etc/passwd").write_text(f"mintur:x:{USER}:{USER}:Mintur:{DATA}:/usr/sbin/nologin\n")
    (folder / "etc/group").write_text(f"mintur:x:{USER}:\n")


def program(folder: Path, package: str) -> None:
    subprocess.run(["dpkg-deb", "-x", package, folder], check=True)
    for owned in ("etc/mintur", DATA.lstrip("/"), "tmp"):
        (folder / owned).mkdir(parents=True, exist_ok=True)


def layer(folder: Path, owned: tuple[str, ...] = ()) -> bytes:
    """Every file in order and with one time, so that the same packages make the same image."""
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for path in sorted(folder.rglob("*")):
            name = "/" + str(path.relative_to(folder))
            if (name + "/").startswith(LEFT_OUT):
                continue
            info = tar.gettarinfo(path, name.lstrip("/"))
            info.uid = info.gid = USER if name in owned else 0
            info.uname = info.gname = ""
            info.mtime = EPOCH
            if name in owned:
                info.mode = 0o700
            with path.open("rb") if info.isreg() else io.BytesIO() as content:
                tar.addfile(info, content if info.isreg() else None)
    return raw.getvalue()


class Image:
    def __init__(self) -> None:
        self.blobs: dict[str, bytes] = {}

    def add(self, kind: str, content: bytes) -> dict:
        digest = hashlib.sha256(content).hexdigest()
        self.blobs[digest] = content
        return {"mediaType": kind, "digest": f"sha256:{digest}", "size": len(content)}

    def write(self, path: str, manifest: dict, version: str) -> None:
        manifest = manifest | {"annotations": {"org.opencontainers.image.ref.name": version}}
        index = {"schemaVersion": 2, "manifests": [manifest]}
        files = {"oci-layout": b'{"imageLayoutVersion":"1.0.0"}', "index.json": json.dumps(index).encode()}
        files |= {f"blobs/sha256/{digest}": content for digest, content in self.blobs.items()}
        with tarfile.open(path, "w", format=tarfile.PAX_FORMAT) as tar:
            for name, content in sorted(files.items()):
                info = tarfile.TarInfo(name)
                info.size, info.mtime, info.mode = len(content), EPOCH, 0o644
                tar.addfile(info, io.BytesIO(content))


def labels(version: str) -> dict[str, str]:
    return {
        "org.opencontainers.image.title": "Mintur",
        "org.opencontainers.image.description": "Walk-in queue for offices that work by appointment",
        "org.opencontainers.image.version": version,
        "org.opencontainers.image.licenses": "MPL-2.0",
        "org.opencontainers.image.source": "https://github.com/mintur/mintur",
        "org.opencontainers.image.documentation": "https://github.com/mintur/mintur/tree/main/docs/operating",
        "io.github.mintur.probe": PROBE,
    }


def main(package: str, path: str, packages: list[str]) -> None:
    version, architecture = field(package, "Version"), field(package, "Architecture")
    layers = []
    with tempfile.TemporaryDirectory() as temporary:
        base, own = Path(temporary, "system"), Path(temporary, "program")
        base.mkdir()
        own.mkdir()
        system(base, packages)
        program(own, package)
        layers += [layer(base), layer(own, (DATA, "/tmp"))]
    image = Image()
    created = datetime.fromtimestamp(EPOCH, timezone.utc).isoformat().replace("+00:00", "Z")
    config = {
        "created": created,
        "architecture": architecture,
        "os": "linux",
        "config": {
            "User": f"{USER}:{USER}",
            "ExposedPorts": {"8080/tcp": {}},
            "Env": ["PATH=/usr/bin", "NO_COLOR=1"],
            "Entrypoint": ["/usr/bin/mintur"],
            "Cmd": ["serve", "--config", CONFIGURATION],
            "Volumes": {DATA: {}},
            "WorkingDir": DATA,
            "StopSignal": "SIGTERM",
            "Labels": labels(version),
        },
        "rootfs": {"type": "layers", "diff_ids": [f"sha256:{hashlib.sha256(raw).hexdigest()}" for raw in layers]},
        "history": [{"created": created, "comment": name} for name in ("Debian's libraries", "Mintur")],
    }
    described = [image.add(LAYER, gzip.compress(raw, mtime=EPOCH)) for raw in layers]
    manifest = {
        "schemaVersion": 2,
        "mediaType": MANIFEST,
        "config": image.add(CONFIG, json.dumps(config).encode()),
        "layers": described,
    }
    image.write(path, image.add(MANIFEST, json.dumps(manifest).encode()), version)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
