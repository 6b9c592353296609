// SPDX-License-Identifier: MPL-2.0
//! The Debian packages, made from the program that the tests run, and looked at with Debian's own tools. Installing,
//! upgrading and removing them needs a Debian tree: `tests/package/debian_tree.sh`, by `make package-test`.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on says so by panicking")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use tempfile::TempDir;

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The packages, and what lies in them.
struct Packages {
    folder: TempDir,
    server: PathBuf,
    kiosk: PathBuf,
}

/// Made once for all tests.
fn packages() -> &'static Packages {
    static MADE: OnceLock<Packages> = OnceLock::new();
    MADE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let made = Command::new(repository().join("config/package/build.sh"))
            .args([env!("CARGO_BIN_EXE_mintur"), "0.1.0"])
            .arg(folder.path().join("made"))
            .arg("none")
            .output()
            .unwrap();
        assert!(made.status.success(), "`make need-packaging` installs debhelper: {}", said(&made));
        let find = |beginning: &str| {
            let files = folder.path().join("made").read_dir().unwrap().map(|file| file.unwrap().path());
            let is_it = |path: &PathBuf| {
                let name = path.file_name().unwrap().to_string_lossy();
                name.starts_with(beginning) && name.ends_with(".deb")
            };
            files.into_iter().find(is_it).expect("the package is there")
        };
        let (server, kiosk) = (find("mintur_"), find("mintur-kiosk_"));
        for package in [&server, &kiosk] {
            run("dpkg-deb", &["-x", text(package), text(&folder.path().join("tree"))]);
        }
        Packages { folder, server, kiosk }
    })
}

impl Packages {
    fn tree(&self) -> PathBuf {
        self.folder.path().join("tree")
    }
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn run(program: &str, arguments: &[&str]) -> String {
    let output =
        Command::new(program).args(arguments).output().unwrap_or_else(|error| panic!("{program}: {error}"));
    let said = said(&output);
    assert!(output.status.success(), "{program} {arguments:?}:\n{said}");
    said
}

#[test]
fn the_packages_hold_what_an_administrator_looks_for() {
    let packages = packages();
    for (package, expected) in [
        (
            &packages.server,
            &[
                "-rwxr-xr-x root/root ./usr/bin/mintur",
                "-rw-r--r-- root/root ./lib/systemd/system/mintur.service",
                "-rw-r--r-- root/root ./lib/systemd/system/mintur-backup.service",
                "-rw-r--r-- root/root ./lib/systemd/system/mintur-backup.timer",
                "-rw-r--r-- root/root ./usr/lib/sysusers.d/mintur.conf",
                "-rw-r--r-- root/root ./usr/lib/tmpfiles.d/mintur.conf",
                "-rw-r--r-- root/root ./usr/share/man/man1/mintur.1.gz",
                "-rw-r--r-- root/root ./usr/share/bash-completion/completions/mintur",
                "-rw-r--r-- root/root ./usr/share/zsh/vendor-completions/_mintur",
                "-rw-r--r-- root/root ./usr/share/fish/vendor_completions.d/mintur.fish",
                "-rw-r--r-- root/root ./usr/share/doc/mintur/changelog.gz",
                "-rw-r--r-- root/root ./usr/share/doc/mintur/changelog.Debian.gz",
                "-rw-r--r-- root/root ./usr/share/doc/mintur/copyright",
                "-rw-r--r-- root/root ./usr/share/doc/mintur/third-party-licences.txt.gz",
                "-rw-r--r-- root/root ./usr/share/doc/mintur/examples/mintur.toml",
                "-rw-r--r-- root/root ./usr/share/doc/mintur/examples/port-443.conf",
                "-rw-r--r-- root/root ./usr/share/doc/mintur/operating/da/putting-into-use.md",
                "-rw-r--r-- root/root ./usr/share/doc/mintur/operating/en/putting-into-use.md",
            ][..],
        ),
        (
            &packages.kiosk,
            &[
                "-rwxr-xr-x root/root ./usr/bin/mintur-kiosk",
                "-rw-r--r-- root/root ./usr/share/man/man1/mintur-kiosk.1.gz",
                "-rw-r--r-- root/root ./etc/mintur-kiosk/kiosk.conf",
                "-rw-r--r-- root/root ./etc/chromium/policies/managed/mintur-kiosk.json",
                "-rw-r--r-- root/root ./lib/systemd/system/mintur-kiosk.service",
                "-rw-r--r-- root/root ./usr/lib/sysusers.d/mintur-kiosk.conf",
            ][..],
        ),
    ] {
        let listing = run("dpkg-deb", &["-c", text(package)]);
        for expected in expected {
            let words: Vec<&str> = expected.split(' ').collect();
            let is_it = |line: &&str| {
                line.starts_with(words[0]) && line.contains(words[1]) && line.ends_with(words[2])
            };
            let found = listing.lines().find(is_it);
            let found = found.unwrap_or_else(|| panic!("{} lacks {expected}:\n{listing}", package.display()));
            assert!(!found.contains(" 0 20"), "it is empty: {found}");
        }
    }
}

#[test]
fn the_package_names_the_libraries_it_needs_and_no_more() {
    let depends = run("dpkg-deb", &["-f", text(&packages().server), "Depends"]);
    let names: Vec<&str> = depends.split(',').filter_map(|entry| entry.split_whitespace().next()).collect();
    let known = [
        "libc6",
        "libgcc-s1",
        "debconf",
        "systemd",
        "systemd-standalone-sysusers",
        "default-systemd-sysusers",
    ];
    assert!(names.contains(&"libc6") && names.iter().all(|name| known.contains(name)), "{depends}");
}

#[test]
fn the_units_are_right_and_leave_an_attacker_little() {
    let tree = packages().tree();
    let units = ["mintur.service", "mintur-backup.service", "mintur-backup.timer", "mintur-kiosk.service"];
    let root = format!("--root={}", tree.display());
    std::fs::create_dir_all(tree.join("bin")).unwrap();
    std::fs::copy("/bin/kill", tree.join("bin/kill")).unwrap();
    // What the units build on comes from this machine.
    for unit in Path::new("/lib/systemd/system").read_dir().unwrap().map(|unit| unit.unwrap().path()) {
        if unit.extension().is_some_and(|ending| ending == "target") {
            drop(std::fs::copy(&unit, tree.join("lib/systemd/system").join(unit.file_name().unwrap())));
        }
    }
    let mut verify = vec!["verify", "--man=no", &root];
    verify.extend(units);
    let complaints = run("systemd-analyze", &verify);
    assert_eq!(complaints.trim(), "");
    // The threshold is ten times the exposure. A browser builds its own sandbox and compiles scripts, so it needs more.
    for (unit, threshold) in
        [("mintur.service", "20"), ("mintur-backup.service", "20"), ("mintur-kiosk.service", "45")]
    {
        let threshold = format!("--threshold={threshold}");
        run("systemd-analyze", &["security", "--no-pager", "--offline=true", &root, &threshold, unit]);
    }
    let server = std::fs::read_to_string(tree.join("lib/systemd/system/mintur.service")).unwrap();
    assert!(server.contains("User=mintur") && server.contains("ExecReload=/bin/kill -HUP $MAINPID"));
}

#[test]
fn the_user_and_its_folders_are_described_so_that_the_system_makes_them() {
    let tree = packages().tree();
    let root = format!("--root={}", tree.display());
    std::fs::create_dir_all(tree.join("etc")).unwrap();
    run("systemd-sysusers", &[&root]);
    let users = std::fs::read_to_string(tree.join("etc/passwd")).unwrap();
    let server = users.lines().find(|line| line.starts_with("mintur:")).expect("the server's user");
    assert!(server.contains("/var/lib/mintur") && server.ends_with("/usr/sbin/nologin"), "{server}");
    assert!(users.contains("mintur-kiosk:"));
}

#[test]
fn the_licence_of_everything_inside_is_stated() {
    let file = packages().tree().join("usr/share/doc/mintur/third-party-licences.txt.gz");
    let licences = run("zcat", &[text(&file)]);
    for name in [
        "axum 0",
        "rusqlite 0",
        "rustls 0",
        "age 0",
        "IBM Plex",
        "@fluent/bundle",
        "Permission is hereby granted",
    ] {
        assert!(licences.contains(name), "{name} is missing");
    }
    assert!(!licences.contains("criterion") && !licences.contains("proptest "), "tests are not inside");
    let silent = licences.matches("has no notice of its own").count();
    assert!(silent < 40, "{silent} packages without a notice");
}

#[test]
fn debians_own_critic_finds_no_error() {
    let folder = packages().folder.path().join("made");
    let changes = folder.read_dir().unwrap().map(|file| file.unwrap().path());
    let changes =
        changes.into_iter().find(|path| path.extension().is_some_and(|end| end == "changes")).unwrap();
    // The tests' package is not compressed, to be made sooner, and it is nobody's upload.
    let not_meant = "uses-no-compression-for-control-tarball,uses-no-compression-for-data-tarball,\
        bad-distribution-in-changes-file,initial-upload-closes-no-bugs";
    run(
        "lintian",
        &["--allow-root", "--fail-on", "error,warning", "--suppress-tags", not_meant, text(&changes)],
    );
}
