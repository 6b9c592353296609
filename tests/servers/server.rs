// SPDX-License-Identifier: MPL-2.0
//! Real calendar servers on loopback, each with a folder of its own. They come from PyPI into `target/servers` and
//! `target/servers-radicale-3.1` (`make servers`), or from Debian's packages.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::free_port::free_port;
use crate::process::Process;
use crate::{cyrus, davical, sogo};

pub const USER: &str = "borger";
pub const PASSWORD: &str = "hemmeligt";
/// Python takes its time when many start at once.
const LONGEST_START: Duration = Duration::from_mins(1);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Make {
    Radicale,
    /// Radicale of 2022, as it still runs in many places.
    Radicale31,
    Xandikos,
    /// From Debian's packages; it runs as a user of its own, so only root can start it.
    Cyrus,
    /// From Debian's packages.
    Davical,
    /// From Debian's packages.
    Sogo,
}

impl Make {
    /// Whether it is installed here; says so where it is not.
    pub fn can_run(self) -> bool {
        match self {
            Self::Radicale | Self::Radicale31 | Self::Xandikos => true,
            Self::Cyrus => cyrus::can_run(),
            Self::Davical => davical::can_run(),
            Self::Sogo => sogo::can_run(),
        }
    }

    /// Whether it tells again what changed in the last seconds before a cursor.
    pub const fn tells_again(self) -> bool {
        matches!(self, Self::Davical | Self::Sogo)
    }

    /// Whether it refuses a cursor that it does not know; the others then tell all there is.
    pub const fn refuses_unknown_cursors(self) -> bool {
        !matches!(self, Self::Davical | Self::Sogo)
    }

    /// Whether it refuses to write a version that was changed in the meantime, and a second entry where there is one,
    /// also at the same moment.
    pub const fn compares_and_sets(self) -> bool {
        !matches!(self, Self::Davical | Self::Sogo)
    }

    /// Whether one UID stands in a calendar only once.
    pub const fn keeps_uids_apart(self) -> bool {
        !matches!(self, Self::Davical)
    }
}

pub struct Server {
    pub make: Make,
    pub port: u16,
    /// They end before their folder goes.
    processes: Vec<Process>,
    folder: TempDir,
    /// It speaks TLS, with a certificate of an authority that this machine does not know.
    secured: bool,
}

impl Server {
    pub async fn start(make: Make) -> Self {
        Self::start_with(make, false).await
    }

    /// Radicale with TLS.
    pub async fn start_secured() -> Self {
        Self::start_with(Make::Radicale, true).await
    }

    async fn start_with(make: Make, secured: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("users"), format!("{USER}:{PASSWORD}\n")).unwrap();
        allow(folder.path(), "rw");
        if secured {
            certify(folder.path());
        }
        let mut server = Self { make, port: free_port(), folder, processes: Vec::new(), secured };
        server.run().await;
        server
    }

    /// Starts it on the port and folder it had.
    pub async fn run(&mut self) {
        let folder = self.folder.path();
        self.processes = match self.make {
            Make::Radicale => vec![self.radicale("servers")],
            Make::Radicale31 => vec![self.radicale("servers-radicale-3.1")],
            Make::Xandikos => vec![self.xandikos()],
            Make::Cyrus => vec![cyrus::start(folder, self.port)],
            Make::Davical => davical::start(folder, self.port),
            Make::Sogo => sogo::start(folder, self.port),
        };
        let since = Instant::now();
        let client = self.client();
        while client.get(self.base()).send().await.is_err() {
            assert!(since.elapsed() < LONGEST_START, "{:?} does not start", self.make);
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        if self.make == Make::Cyrus {
            cyrus::make_account(self.folder.path(), USER);
        }
    }

    pub fn kill(&mut self) {
        self.processes.clear();
    }

    /// From now on nobody may write in a calendar.
    pub async fn only_lets_read(&mut self) {
        self.kill();
        allow(self.folder.path(), "r");
        self.run().await;
    }

    pub fn base(&self) -> String {
        let scheme = if self.secured { "https" } else { "http" };
        format!("{scheme}://127.0.0.1:{}", self.port)
    }

    /// The certificate of the authority that vouches for it.
    pub fn authority(&self) -> PathBuf {
        self.folder.path().join("ca.pem")
    }

    /// Somebody who believes its certificate.
    pub fn client(&self) -> reqwest::Client {
        if !self.secured {
            return crate::other::client();
        }
        appointments::http_client::install_tls_provider();
        let authority = fs::read(self.authority()).unwrap();
        let authority = reqwest::Certificate::from_pem(&authority).unwrap();
        reqwest::Client::builder().no_proxy().tls_certs_only([authority]).build().unwrap()
    }

    /// Where the account's calendars are.
    pub fn home(&self) -> &'static str {
        match self.make {
            Make::Radicale | Make::Radicale31 => "/borger/",
            Make::Xandikos => "/user/calendars/",
            Make::Cyrus => "/dav/calendars/user/borger/",
            Make::Davical => "/caldav.php/borger/",
            Make::Sogo => "/SOGo/dav/borger/Calendar/",
        }
    }

    /// The addresses that an administrator may have been given, without the calendar's own.
    pub fn addresses(&self) -> Vec<String> {
        let base = self.base();
        let account = |end: &str| format!("{base}{}", self.home().trim_end_matches(end));
        match self.make {
            Make::Radicale | Make::Radicale31 | Make::Xandikos | Make::Cyrus | Make::Davical => {
                vec![base.clone(), format!("{base}/"), account("calendars/")]
            }
            // Its web server leads there from the well-known path.
            Make::Sogo => vec![format!("{base}/SOGo/dav/"), account("Calendar/")],
        }
    }

    fn radicale(&self, version: &str) -> Process {
        let folder = self.folder.path();
        let path = |name: &str| folder.join(name).display().to_string();
        let mut radicale = program_of(version, "radicale");
        radicale
            .args(["--config", "", "--logging-level", "critical", "--auth-delay", "0"])
            .args(["--server-hosts", &format!("127.0.0.1:{}", self.port), "--server-max-connections", "100"])
            .args(["--storage-filesystem-folder", &path("calendars")])
            .args(["--auth-type", "htpasswd", "--auth-htpasswd-encryption", "plain"])
            .args(["--auth-htpasswd-filename", &path("users")])
            .args(["--rights-type", "from_file", "--rights-file", &path("rights")])
            .args(if self.secured { vec!["--server-ssl"] } else { Vec::new() })
            .args(["--server-certificate", &path("server.pem"), "--server-key", &path("server.key")]);
        Process::start(&mut radicale)
    }

    fn xandikos(&self) -> Process {
        let path = |name: &str| self.folder.path().join(name).display().to_string();
        Process::start(
            program("xandikos")
                .args(["serve", "--defaults", "--current-user-principal", "/user/", "--no-detect-systemd"])
                .args(["--directory", &path("calendars"), "--state-dir", &path("state")])
                .args(["--listen-address", "127.0.0.1", "--port", &self.port.to_string()]),
        )
    }
}

/// What people may do in the calendars that are theirs.
fn allow(folder: &Path, what: &str) {
    let rights = format!(
        "[root]\nuser: .+\ncollection:\npermissions: R\n\n\
        [home]\nuser: .+\ncollection: {{user}}\npermissions: RW\n\n\
        [calendars]\nuser: .+\ncollection: {{user}}/[^/]+\npermissions: {what}\n"
    );
    fs::write(folder.join("rights"), rights).unwrap();
}

/// An authority of the office's own, and a certificate for this machine's loopback address.
fn certify(folder: &Path) {
    let openssl = |arguments: &[&str]| {
        let ended = Command::new("openssl").args(arguments).current_dir(folder).output().unwrap();
        assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    };
    let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
    let authority = ["req", "-x509", "-days", "2", "-subj", "/CN=Kommunens CA", "-keyout", "ca.key", "-out"];
    openssl(&[&authority[..], &["ca.pem"], &key[..]].concat());
    let request = ["req", "-subj", "/CN=kalender", "-keyout", "server.key", "-out", "server.csr"];
    openssl(&[&request[..], &key[..]].concat());
    fs::write(folder.join("names"), "subjectAltName=IP:127.0.0.1,DNS:localhost\n").unwrap();
    let signed = ["x509", "-req", "-days", "2", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key"];
    openssl(&[&signed[..], &["-CAcreateserial", "-extfile", "names", "-out", "server.pem"]].concat());
}

/// A program that `make servers` has installed.
pub fn program(name: &str) -> Command {
    program_of("servers", name)
}

fn program_of(environment: &str, name: &str) -> Command {
    let path = format!("target/{environment}/bin/{name}");
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    assert!(path.exists(), "{name} is not installed: run `make servers` first");
    let mut command = Command::new(path);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}
