#!/bin/bash
# Installs, upgrades, returns, removes and purges the package in a Debian tree, without a network, and follows the page
# "putting into use" in it. Needs root and mmdebstrap.
#   debian_tree.sh EARLIER_PACKAGE PACKAGE BASE_ARCHIVE WORK_FOLDER
set -euo pipefail

here=$(realpath "$(dirname "$0")")
earlier=$(realpath "$1") package=$(realpath "$2") base=$(realpath "$3") work=$4

# A network of its own, with nothing in it but itself, and an end to every process with this one.
if [ "${INSIDE:-}" != yes ]; then
	INSIDE=yes exec unshare --net --mount --pid --fork --kill-child "$0" "$@"
fi
python3 "$here/loopback_up.py"

rm -rf "$work/tree"
mkdir -p "$work/tree"
tree=$(realpath "$work/tree")
tar -xpf "$base" -C "$tree"
mount -t proc proc "$tree/proc"
mount --rbind /dev "$tree/dev"
trap 'umount -l "$tree/proc" "$tree/dev"' EXIT
install -m 0755 "$here/systemctl" "$tree/usr/local/bin/systemctl"
mkdir "$tree/root/earlier" "$tree/root/new"
cp "$earlier" "$tree/root/earlier/"
cp "$package" "$tree/root/new/"

passed=0

# The commands run as root in the tree; standard input is the script.
in_tree() {
	chroot "$tree" env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
		LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive bash -eu -o pipefail
}

holds() {
	if ! in_tree >"$work/out" 2>&1 <<<"$2"; then
		echo "not so: $1" >&2
		cat "$work/out" >&2
		echo "1 failed, $passed passed" >&2
		exit 1
	fi
	passed=$((passed + 1))
	echo "ok: $1"
}

page=$(awk '/^```sh$/ { inside = 1; next } /^```$/ { inside = 0 } inside' "$here/../../docs/operating/en/putting-into-use.md")

holds 'an administrator who follows the page has an open office' "cd /root/earlier; $page"
holds 'the access file is the service'\''s alone, and the configuration root'\''s' '
test "$(stat -c "%U %a" /etc/mintur/access.toml)" = "mintur 600"
test "$(stat -c "%U:%G %a" /etc/mintur/mintur.toml)" = "root:mintur 640"
test "$(stat -c "%U %a" /var/lib/mintur)" = "mintur 700"
test "$(stat -c %U /var/lib/mintur/midtby.ledger)" = mintur'
holds 'man page and completions are there' '
mintur --version; test -s /usr/share/bash-completion/completions/mintur; zcat /usr/share/doc/mintur/changelog.gz >/dev/null'

# The test runs at any hour.
open_days=$(for day in monday tuesday wednesday thursday friday saturday sunday; do
	printf '{ weekday = "%s", opens = "00:00", closes = "23:59" }, ' "$day"
done)
holds 'longer hours hold after a reload' "
sed -i '/^opening_hours = \\[/,/^\\]/c opening_hours = [ $open_days]' /etc/mintur/mintur.toml
mintur check-config /etc/mintur/mintur.toml
mintur reload --config /etc/mintur/mintur.toml"

# A citizen takes a number, whom every step from here on must keep.
token=$(awk '/role = "kiosk"/ { kiosk = 1 } kiosk && /^token/ { gsub(/"/, "", $3); print $3; exit }' "$tree/etc/mintur/access.toml")
ticket=$(curl -fsS -X POST http://127.0.0.1:8080/api/offices/midtby/tickets -H "authorization: Bearer $token" \
	-H 'content-type: application/json' -d '{"errand":"other","identification":"photo","if_full":"next_day"}' |
	python3 -c 'import json, sys; print(json.load(sys.stdin)["id"])')
has_ticket="mintur verify --data /var/lib/mintur | grep -q sound
mintur probe --config /etc/mintur/mintur.toml"
still_there() {
	holds "$1" "$has_ticket"
	curl -fsS "http://127.0.0.1:8080/api/offices/midtby/tickets/$ticket" -H "authorization: Bearer $token" >/dev/null || {
		echo "not so: $1: the ticket is gone" >&2
		exit 1
	}
}

holds 'the upgrade installs without a network' '
apt-get install -y /root/new/mintur_*.deb
systemctl restart mintur'
still_there 'after the upgrade the ticket waits and the ledger is sound'
holds 'the way back installs the earlier package' '
apt-get install -y --allow-downgrades /root/earlier/mintur_*.deb
systemctl restart mintur'
still_there 'after the way back the ticket waits and the ledger is sound'

holds 'removing keeps data and configuration' '
systemctl stop mintur
apt-get remove -y mintur
test ! -e /usr/bin/mintur
test -s /var/lib/mintur/midtby.ledger && test -s /etc/mintur/access.toml'
holds 'a purge that nobody answered keeps them too' '
apt-get purge -y mintur
test -s /var/lib/mintur/midtby.ledger && test -s /etc/mintur/access.toml'
holds 'installed again, the office goes on where it was' '
apt-get install -y /root/new/mintur_*.deb
systemctl start mintur'
still_there 'and the ticket still waits'
holds 'a purge that was asked to remove the data does' '
systemctl stop mintur
echo "mintur mintur/remove-data boolean true" | debconf-set-selections
apt-get purge -y mintur
test ! -e /var/lib/mintur && test ! -e /etc/mintur && test ! -e /var/backups/mintur'

echo "$passed passed, 0 failed"
