#!/bin/bash
# Looks at the container image with a second program, and runs it without a container engine: its layers unpacked, as its
# user, with its command. Needs root and skopeo.
#   image.sh IMAGE WORK_FOLDER
set -euo pipefail
image=$(realpath "$1") work=$2
here=$(realpath "$(dirname "$0")")
if [ "${INSIDE:-}" != yes ]; then
	INSIDE=yes exec unshare --net --mount --pid --fork --kill-child "$0" "$@"
fi
python3 "$here/loopback_up.py"

skopeo inspect --config "oci-archive:$image" >"$work/config.json"
python3 - "$work/config.json" <<'END'
import json, sys
config = json.load(open(sys.argv[1]))["config"]
assert config["User"] == "10001:10001", config
assert list(config["Volumes"]) == ["/var/lib/mintur"], config
assert config["Labels"]["org.opencontainers.image.licenses"] == "MPL-2.0", config
assert config["Labels"]["io.github.mintur.probe"].startswith("mintur probe "), config
END

rm -rf "$work/layout" "$work/root"
mkdir -p "$work/layout" "$work/root"
tar -xf "$image" -C "$work/layout"
python3 - "$work/layout" <<'END' | while read -r blob; do tar -xpzf "$work/layout/blobs/sha256/$blob" -C "$work/root"; done
import hashlib, json, pathlib, sys
blobs = pathlib.Path(sys.argv[1], "blobs/sha256")
for blob in blobs.iterdir():
    assert hashlib.sha256(blob.read_bytes()).hexdigest() == blob.name
index = json.loads(pathlib.Path(sys.argv[1], "index.json").read_text())
manifest = json.loads((blobs / index["manifests"][0]["digest"].split(":")[1]).read_text())
print(*(layer["digest"].split(":")[1] for layer in manifest["layers"]), sep="\n")
END
root=$(realpath "$work/root")
test ! -e "$root/bin/sh"

# What an administrator mounts: a configuration for this container.
chroot "$root" /usr/bin/mintur setup --office midtby --name Midtby --open 'monday-friday 10:00-15:00' --desks 1 --json >/dev/null
test "$(stat -c %u "$root/etc/mintur/access.toml")" = 10001
enter() {
	chroot --userspec=10001:10001 "$root" "$@"
}
# Without a shell between, so that the signal reaches the server.
chroot --userspec=10001:10001 "$root" /usr/bin/mintur serve --config /etc/mintur/mintur.toml >"$work/log" 2>&1 &
server=$!
timeout 30 grep -m1 -q 'accepts connections' < <(exec tail -n +1 --pid=$server -f "$work/log")
enter /usr/bin/mintur probe --config /etc/mintur/mintur.toml
kill -TERM $server
wait $server
echo '1 passed, 0 failed'
