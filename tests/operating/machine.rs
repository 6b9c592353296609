// SPDX-License-Identifier: MPL-2.0
//! A machine that is a folder: the places a package uses lie in it, and the commands that need a whole machine stand in
//! `tests/operating/bin`.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;
use toml::Table;

use crate::free_port::free_port;

/// What a package owns, and what these names stand for in the commands.
const PLACES: [&str; 4] = ["/etc/", "/var/lib/", "/var/backups/", "/usr/share/doc/"];

pub struct Machine {
    root: TempDir,
    port: u16,
}

impl Machine {
    /// As the packages leave it.
    pub fn installed() -> Self {
        let root = tempfile::tempdir().unwrap();
        let at = |path: &str| root.path().join(path);
        for folder in ["etc/mintur-kiosk", "etc/systemd/system", "var/lib", "var/backups", "run", "work"] {
            fs::create_dir_all(at(folder)).unwrap();
        }
        let examples = at("usr/share/doc/mintur/examples");
        fs::create_dir_all(&examples).unwrap();
        fs::copy(repository("config/package/port-443.conf"), examples.join("port-443.conf")).unwrap();
        for package in ["mintur_0.1.0_amd64.deb", "mintur-kiosk_0.1.0_all.deb"] {
            fs::write(at("work").join(package), "").unwrap();
        }
        let made = rcgen::generate_simple_self_signed(vec!["mintur.example.dk".to_owned()]).unwrap();
        fs::write(at("work/mintur.pem"), made.cert.pem()).unwrap();
        fs::write(at("work/mintur.key"), made.signing_key.serialize_pem()).unwrap();
        let port = free_port();
        Self { root, port }
    }

    pub fn path(&self, place: &str) -> PathBuf {
        self.root.path().join(place.trim_start_matches('/'))
    }

    pub fn read(&self, place: &str) -> String {
        let file = self.path(place);
        fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
    }

    pub const fn port(&self) -> u16 {
        self.port
    }

    /// Runs commands as a person types them, ended by the first that fails.
    pub fn run(&self, commands: &str) -> String {
        let Output { status, stdout, stderr } = self.bash(commands);
        let (said, complained) = (String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
        assert!(status.success(), "{commands}\n{status}\n{said}{complained}\nlog:\n{}", self.log());
        said.into_owned()
    }

    /// Runs commands that must fail, and returns what they complain of.
    pub fn fails(&self, commands: &str) -> String {
        let Output { status, stdout, stderr } = self.bash(commands);
        assert!(!status.success(), "{commands}\n{}", String::from_utf8_lossy(&stdout));
        String::from_utf8_lossy(&stderr).into_owned()
    }

    fn bash(&self, commands: &str) -> Output {
        Command::new("bash")
            .args(["-eu", "-o", "pipefail", "-c", &self.here(commands)])
            .current_dir(self.path("work"))
            .env(
                "PATH",
                format!("{}:{}", repository("tests/operating/bin").display(), std::env::var("PATH").unwrap()),
            )
            .env("ROOT", self.root.path())
            .env("PORT", self.port.to_string())
            .env("PROGRAM", env!("CARGO_BIN_EXE_mintur"))
            .env("UNITS", repository("config/package/debian"))
            .env("NO_COLOR", "1")
            .stdin(Stdio::null())
            .output()
            .unwrap()
    }

    /// Puts settings of a page into the configuration.
    pub fn set(&self, settings: &str) {
        let settings = self.here(settings).replace("0.0.0.0:8443", &format!("127.0.0.1:{}", self.port));
        let settings = if settings.contains("age1…") {
            settings.replace("age1…", &self.public_key())
        } else {
            settings
        };
        let new: Table = format!("[server]\n{settings}").parse().unwrap();
        let mut whole: Table = self.read("etc/mintur/mintur.toml").parse().unwrap();
        merge(&mut whole, new);
        fs::write(self.path("etc/mintur/mintur.toml"), whole.to_string()).unwrap();
    }

    /// Lets the proxy check its settings, with a port that anybody may open.
    pub fn check_proxy(&self, server: &str) {
        let free = SocketAddr::from((Ipv4Addr::LOCALHOST, free_port()));
        let (certificate, key) = (self.path("work/mintur.pem"), self.path("work/mintur.key"));
        let server = server
            .replace("443", &free.to_string())
            .replace("/etc/ssl/mintur.pem", &certificate.display().to_string())
            .replace("/etc/ssl/private/mintur.key", &key.display().to_string());
        let file = self.path("work/nginx.conf");
        let log = self.path("work/nginx.log").display().to_string();
        let pid = self.path("work/nginx.pid").display().to_string();
        fs::write(&file, format!("pid {pid};\nevents {{}}\nhttp {{\naccess_log {log};\n{server}}}\n"))
            .unwrap();
        let program = if Path::new("/usr/sbin/nginx").exists() { "/usr/sbin/nginx" } else { "nginx" };
        let checked = Command::new(program).args(["-e", &log, "-t", "-c"]).arg(file).output();
        let checked = checked.expect("nginx; `make need-proxy` installs it");
        assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
    }

    pub fn log(&self) -> String {
        fs::read_to_string(self.path("run/mintur.log")).unwrap_or_default()
    }

    fn public_key(&self) -> String {
        let text = self.read("work/mintur-backup.key");
        text.lines().find_map(|line| line.strip_prefix("# public key: ")).unwrap().to_owned()
    }

    /// The same words for this machine.
    fn here(&self, text: &str) -> String {
        let root = self.root.path().display().to_string();
        PLACES.iter().fold(text.to_owned(), |text, place| text.replace(place, &format!("{root}{place}")))
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        let Ok(pid) = fs::read_to_string(self.path("run/mintur.pid")) else { return };
        drop(Command::new("kill").args(["-KILL", pid.trim()]).output());
    }
}

fn merge(into: &mut Table, new: Table) {
    for (key, value) in new {
        match (into.get_mut(&key), value) {
            (Some(toml::Value::Table(old)), toml::Value::Table(new)) => merge(old, new),
            (_, value) => drop(into.insert(key, value)),
        }
    }
}

fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}
