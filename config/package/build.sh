#!/bin/sh
# Makes the Debian packages from a program that is built already.
#   config/package/build.sh PROGRAM VERSION FOLDER [COMPRESSION]
# They lie in FOLDER afterwards. Needs debhelper; reaches no network.
set -eu

program=$(realpath "$1") version=$2 folder=$3 compression=${4:-xz}
root=$(realpath "$(dirname "$0")/../..")
package=$root/config/package
# One moment for every file, so that the same source makes the same package.
: "${SOURCE_DATE_EPOCH:=$(git -C "$root" log -1 --format=%ct 2>/dev/null || stat -c %Y "$root/Cargo.lock")}"
export SOURCE_DATE_EPOCH COMPRESSION="$compression"

mkdir -p "$folder"
folder=$(realpath "$folder")
build=$folder/build
rm -rf "$build"
mkdir -p "$build"
cd "$build"

cp -r "$package/debian" debian
cp -r "$package/kiosk" kiosk
cp "$program" mintur
mkdir -p completions/bash completions/zsh completions/fish doc examples
./mintur man >mintur.1
./mintur completions bash >completions/bash/mintur
./mintur completions zsh >completions/zsh/_mintur
./mintur completions fish >completions/fish/mintur.fish
cp "$package/port-443.conf" "$root/config/mintur.toml" examples/
cp -r "$root/docs/operating" doc/operating
python3 "$package/licences.py" >doc/third-party-licences.txt
cp "$root/docs/CHANGELOG.md" CHANGELOG.md
mkdir doc-kiosk
for language in da en; do
	cp "$root/docs/operating/$language/kiosk-machine.md" "doc-kiosk/kiosk-machine.$language.md"
done
cat >debian/changelog <<END
mintur ($version-1) unstable; urgency=medium

  * What changed for an office stands in /usr/share/doc/mintur/changelog.gz.

 -- The Mintur contributors <mintur@users.noreply.github.com>  $(LC_ALL=C date -u -R -d "@$SOURCE_DATE_EPOCH")
END

dpkg-buildpackage --build=binary --no-sign >"$folder/build.log" 2>&1 || {
	tail -n 40 "$folder/build.log" >&2
	exit 1
}
cd "$folder"
rm -rf "$build"
ls -1 ./*.deb
