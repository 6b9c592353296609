// SPDX-License-Identifier: MPL-2.0
//! The provider and the server, each a process of its own.

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::Once;
use std::thread::JoinHandle;

use reqwest::{Client, Method};
use serde_json::Value;
use tempfile::TempDir;

use crate::browser::Browser;

pub const SECRET: &str = "a-secret-of-the-test-client-only";
const OFFICES: [&str; 2] = ["midtby", "nord"];

/// Ends its process when it is dropped.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

pub struct Provider {
    pub issuer: String,
    server: u16,
    running: Option<Running>,
}

impl Provider {
    /// One that knows the server at this port.
    pub fn start(server: u16) -> Self {
        Self::start_at(0, server)
    }

    fn start_at(port: u16, server: u16) -> Self {
        static COPIED: Once = Once::new();
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let installed = root.join("target/oidc-provider");
        assert!(installed.join("node_modules").exists(), "run make oidc-provider");
        COPIED.call_once(|| {
            let program = root.join("tests/oidc/provider/provider.js");
            fs::copy(program, installed.join("provider.js")).unwrap();
        });
        let mut process = Command::new("node")
            .current_dir(&installed)
            .args(["provider.js", &format!("http://127.0.0.1:{server}"), SECRET, &port.to_string()])
            .args(OFFICES)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        Self { issuer: line.trim().to_owned(), server, running: Some(Running(process)) }
    }

    /// The same at the same address, with other keys than before.
    pub fn with_new_keys(mut self) -> Self {
        let port = self.issuer.rsplit(':').next().unwrap().parse().unwrap();
        self.running = None;
        Self::start_at(port, self.server)
    }
}

/// `mintur serve` with two offices.
pub struct Server {
    pub base: String,
    folder: TempDir,
    client: Client,
    running: Running,
    log: JoinHandle<String>,
}

impl Server {
    pub fn open(port: u16, issuer: &str, local_accounts: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let base = format!("http://127.0.0.1:{port}");
        private(&folder, "access.toml", "");
        private(&folder, "oidc.secret", SECRET);
        private(&folder, "mintur.toml", &configuration(port, issuer, local_accounts));
        let mut process = Command::new(env!("CARGO_BIN_EXE_mintur"))
            .args(["serve", "--config"])
            .arg(folder.path().join("mintur.toml"))
            .env("NO_PROXY", "127.0.0.1")
            .env("MINTUR_LOG", "trace")
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stderr.take().unwrap()).lines().map_while(Result::ok);
        let mut said = Vec::new();
        let opened = lines.by_ref().any(|line| {
            said.push(line);
            said.last().is_some_and(|line| line.contains("accepts connections"))
        });
        assert!(opened, "the server does not open: {said:#?}");
        // Its log is read on, or it would stop writing.
        let log = std::thread::spawn(move || {
            said.extend(lines);
            said.join("\n")
        });
        appointments::http_client::install_tls_provider();
        let client = Client::builder().no_proxy().build().unwrap();
        Self { base, folder, client, running: Running(process), log }
    }

    /// Where a sign-in with the provider begins.
    pub fn begin(&self, office: &str, return_to: &str) -> String {
        format!("{}/sign-in/{office}/provider?return={return_to}", self.base)
    }

    /// The sign-in page that says that it did not go well.
    pub fn failed(&self, office: &str, why: &str) -> String {
        format!("{}/sign-in?office={office}&failed={why}", self.base)
    }

    async fn send(&self, browser: &Browser, method: Method, office: &str, path: &str) -> reqwest::Response {
        let request = self.client.request(method, format!("{}/api/offices/{office}{path}", self.base));
        let request = request.header("Cookie", browser.cookies_for(&self.base));
        request.header("Sec-Fetch-Site", "same-origin").send().await.unwrap()
    }

    pub async fn asks(&self, browser: &Browser, path: &str) -> Value {
        self.send(browser, Method::GET, "midtby", path).await.json().await.unwrap()
    }

    pub async fn status(&self, browser: &Browser, path: &str) -> u16 {
        self.status_at("midtby", browser, path).await
    }

    pub async fn status_at(&self, office: &str, browser: &Browser, path: &str) -> u16 {
        self.send(browser, Method::GET, office, path).await.status().as_u16()
    }

    pub async fn leaves(&self, browser: &Browser) -> Value {
        self.send(browser, Method::DELETE, "midtby", "/session").await.json().await.unwrap()
    }

    /// Somebody with a local account.
    pub async fn shows(&self, shown: &Value) -> u16 {
        let request = self.client.post(format!("{}/api/offices/midtby/session", self.base)).json(shown);
        request.header("Sec-Fetch-Site", "same-origin").send().await.unwrap().status().as_u16()
    }

    /// What `mintur people` says.
    pub fn people(&self, args: &[&str]) -> Value {
        let output = self.command("people", &[args, &["--office", "midtby"]].concat());
        serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{output:?}"))
    }

    /// The security events of Midtby: kind and detail.
    pub fn events(&self) -> Vec<(String, String)> {
        let listed = self.people(&["events", "--json"]);
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let events = listed["events"].as_array().unwrap().iter();
        events.map(|event| (text(&event["kind"]), text(&event["detail"]))).collect()
    }

    pub fn check_config(&self) -> String {
        let file = self.folder.path().join("mintur.toml");
        let output =
            Command::new(env!("CARGO_BIN_EXE_mintur")).arg("check-config").arg(file).output().unwrap();
        String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
    }

    pub fn change_file(&self, name: &str, mode: u32) {
        fs::set_permissions(self.folder.path().join(name), fs::Permissions::from_mode(mode)).unwrap();
    }

    fn command(&self, command: &str, args: &[&str]) -> Output {
        let mut process = Command::new(env!("CARGO_BIN_EXE_mintur"));
        process.arg(command).args(args).arg("--config").arg(self.folder.path().join("mintur.toml"));
        process.output().unwrap()
    }

    /// Ends the server; answers everything it said.
    pub fn close(self) -> String {
        drop(self.running);
        self.log.join().unwrap()
    }
}

fn private(folder: &TempDir, name: &str, text: &str) {
    let path = folder.path().join(name);
    fs::write(&path, text).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
}

fn configuration(port: u16, issuer: &str, local_accounts: bool) -> String {
    let server = format!(
        r#"
[server]
listen = "127.0.0.1:{port}"
public_url = "http://127.0.0.1:{port}"

[server.sign_in]
local_accounts = {local_accounts}
break_glass = "vagt"

[server.sign_in.provider]
issuer = "{issuer}"
client_id = "mintur"
client_secret_file = "oidc.secret"
roles = [
  {{ value = "mintur-skranke", role = "clerk" }},
  {{ value = "mintur-leder", role = "supervisor" }},
  {{ value = "mintur-revision", role = "auditor" }},
  {{ value = "mintur-nord", role = "clerk", offices = ["nord"] }},
]
"#
    );
    let office = |id: &str| {
        format!(
            r#"
[[offices]]
id = "{id}"
name = "Borgerservice"
time_zone = "Europe/Copenhagen"
opening_hours = [{{ weekday = "monday", opens = "10:00", closes = "15:00" }}]
desks = [{{ id = "1", name = "1", features = ["without_photo"] }}]

[[offices.errands]]
id = "address"
minutes = 10
minutes_without_photo = 10
likely_minutes = 10
likely_minutes_without_photo = 10
"#
        )
    };
    server + &OFFICES.map(office).concat()
}
