// SPDX-License-Identifier: MPL-2.0
//! `mintur serve` as a service manager and a careless hand treat it: hang-ups, ledgers that are deleted, replaced or
//! damaged, wrong clocks, and a configuration that an office refuses or that has a mistake.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on says so by panicking")]

mod checkpoints;
mod companions;
mod devices;
mod log;
mod reading_anew;

use std::cell::RefCell;
use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::Receiver;
use std::time::Duration;

use ledger::SqliteLedger;
use office::Office;
use office::names::OfficeId;
use office::time::{Length, UnixTime};
use reqwest::Client;
use runtime::ports::Ledger;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};
use tempfile::TempDir;

const KIOSK: &str = "the-token-of-a-kiosk";
const SUPERVISOR: &str = "the-token-of-a-supervisor";
const PATIENCE: Duration = Duration::from_secs(20);
/// Tuesday 3 March 2026, ten o'clock.
const TEN: i64 = 1_772_528_400;

/// A folder with a configuration, an access file and the ledgers.
struct Configured(TempDir);

impl Configured {
    fn with(offices: &[&str], zone: &str) -> Self {
        let configured = Self(tempfile::tempdir().unwrap());
        configured.configure(offices, zone);
        configured.allow(offices, KIOSK);
        configured
    }

    fn configure(&self, offices: &[&str], zone: &str) {
        let mut text = "[server]\nlisten = \"127.0.0.1:0\"\n".to_owned();
        for office in offices {
            text.push_str(&OFFICE.replace("ID", office).replace("ZONE", zone));
        }
        self.write("mintur.toml", &text);
    }

    fn allow(&self, offices: &[&str], token: &str) {
        self.write(
            "access.toml",
            &format!(
                "[[tokens]]\nrole = \"kiosk\"\ntoken = \"{token}\"\noffices = {offices:?}\n\
                 [[tokens]]\nrole = \"supervisor\"\ntoken = \"{SUPERVISOR}\"\noffices = {offices:?}\n"
            ),
        );
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.0.path().join(name);
        fs::write(&path, text).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    }

    fn ledger(&self, office: &str) -> PathBuf {
        self.0.path().join("data").join(format!("{office}.ledger"))
    }

    /// A ledger that begins and ends at a moment.
    fn found(&self, office: &str, at: UnixTime) {
        let config = config::read(&self.0.path().join("mintur.toml")).unwrap();
        let office = config.offices.into_iter().find(|found| found.setup.id.as_str() == office).unwrap();
        let (id, data) = (office.setup.id.clone(), self.0.path().join("data"));
        let (_, events) = Office::found(office.setup, office.policy, office.plan, at);
        SqliteLedger::open(&data, &id).unwrap().append(&events).unwrap();
    }

    fn last_event(&self, office: &str) -> u64 {
        SqliteLedger::open(&self.0.path().join("data"), &office.parse::<OfficeId>().unwrap())
            .unwrap()
            .head()
            .seq
    }

    /// The program with these arguments, to its end: whether it succeeded, and what it said.
    fn mintur(&self, arguments: &[&str]) -> (bool, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mintur"));
        let done = command.args(arguments).arg(self.0.path().join("mintur.toml")).output().unwrap();
        let said = [done.stdout, done.stderr].concat();
        (done.status.success(), String::from_utf8(said).unwrap())
    }

    fn change(&self, from: &str, to: &str) {
        let text = fs::read_to_string(self.0.path().join("mintur.toml")).unwrap();
        assert!(text.contains(from), "{text}");
        self.write("mintur.toml", &text.replace(from, to));
    }

    fn serve(&self, more: &[&str]) -> Service {
        self.serve_in(&[], more)
    }

    fn serve_in(&self, environment: &[(&str, &str)], more: &[&str]) -> Service {
        let mut process = Command::new(env!("CARGO_BIN_EXE_mintur"))
            .args(["serve", "--config"])
            .arg(self.0.path().join("mintur.toml"))
            .args(more)
            .envs(environment.iter().copied())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (line, lines) = std::sync::mpsc::channel();
        let log = BufReader::new(process.stderr.take().unwrap());
        std::thread::spawn(move || log.lines().map_while(Result::ok).try_for_each(|text| line.send(text)));
        let mut service = Service {
            process,
            client: client(),
            base: String::new(),
            log: lines,
            passed: RefCell::default(),
        };
        let said = service.says("accepts connections");
        let address = &said[said.find("127.0.0.1:").unwrap()..];
        let end =
            address.find(|letter: char| !matches!(letter, '0'..='9' | '.' | ':')).unwrap_or(address.len());
        service.base = format!("http://{}", &address[..end]);
        service
    }
}

const OFFICE: &str = r#"
[[offices]]
id = "ID"
name = "Borgerservice Prøveby"
time_zone = "ZONE"
opening_hours = [
    { weekday = "monday", opens = "00:00", closes = "23:59" },
    { weekday = "tuesday", opens = "00:00", closes = "23:59" },
    { weekday = "wednesday", opens = "00:00", closes = "23:59" },
    { weekday = "thursday", opens = "00:00", closes = "23:59" },
    { weekday = "friday", opens = "00:00", closes = "23:59" },
    { weekday = "saturday", opens = "00:00", closes = "23:59" },
    { weekday = "sunday", opens = "00:00", closes = "23:59" },
]
desks = [{ id = "1", name = "1", features = ["without_photo"] }]
errands = [
    { id = "address", minutes = 10, minutes_without_photo = 10, likely_minutes = 10, likely_minutes_without_photo = 10 },
]
"#;

fn client() -> Client {
    appointments::http_client::install_tls_provider();
    Client::builder().timeout(Duration::from_secs(10)).no_proxy().build().unwrap()
}

struct Service {
    process: Child,
    client: Client,
    base: String,
    log: Receiver<String>,
    /// Lines of the log that were passed over.
    passed: RefCell<Vec<String>>,
}

impl Service {
    /// The next line of its log with these words.
    fn says(&self, words: &str) -> String {
        loop {
            let line = self.log.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("it never says «{words}»"));
            if line.contains(words) {
                return line;
            }
            self.passed.borrow_mut().push(line);
        }
    }

    fn said_before(&self, words: &str) -> bool {
        self.passed.borrow().iter().any(|line| line.contains(words))
    }

    fn signal(&self, signal: Signal) {
        kill_process(Pid::from_raw(i32::try_from(self.process.id()).unwrap()).unwrap(), signal).unwrap();
    }

    async fn ready(&self) -> (u16, Value) {
        let answer = self.client.get(format!("{}/readyz", self.base)).send().await.unwrap();
        (answer.status().as_u16(), answer.json().await.unwrap())
    }

    async fn condition(&self, office: &str) -> Value {
        self.get(&format!("/api/offices/{office}/condition")).await
    }

    async fn get(&self, path: &str) -> Value {
        let request = self.client.get(format!("{}{path}", self.base)).bearer_auth(SUPERVISOR);
        request.send().await.unwrap().json().await.unwrap()
    }

    async fn check_in(&self, office: &str, token: &str) -> (u16, Value) {
        let body = json!({ "errand": "address", "identification": "photo", "if_full": "standby" });
        let request = self.client.post(format!("{}/api/offices/{office}/tickets", self.base));
        let answer = request.bearer_auth(token).json(&body).send().await.unwrap();
        (answer.status().as_u16(), answer.json().await.unwrap())
    }

    /// Waits until it is not ready, no longer than it may take to notice.
    async fn notices(&self) -> Value {
        let noticed = async {
            loop {
                let (status, body) = self.ready().await;
                if status == 503 {
                    return body;
                }
            }
        };
        tokio::time::timeout(Duration::from_secs(3), noticed).await.expect("it goes on as if nothing were")
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

#[tokio::test]
async fn a_hang_up_reads_the_access_file_anew_and_ends_nothing() {
    let configured = Configured::with(&["midtby"], "Europe/Copenhagen");
    let service = configured.serve(&[]);
    assert_eq!(service.check_in("midtby", KIOSK).await.0, 201);
    configured.allow(&["midtby"], "another-token-of-a-kiosk");
    service.signal(Signal::HUP);
    service.says("read anew");
    assert_eq!(service.check_in("midtby", KIOSK).await.0, 401);
    assert_eq!(service.check_in("midtby", "another-token-of-a-kiosk").await.0, 201);
    configured.write("access.toml", "[[tokens]]\nrole = \"chief\"\n");
    service.signal(Signal::HUP);
    service.says("stays as it was");
    assert_eq!(service.check_in("midtby", "another-token-of-a-kiosk").await.0, 201);
}

#[tokio::test]
async fn a_ledger_that_is_deleted_is_noticed_and_nothing_more_is_acknowledged() {
    let configured = Configured::with(&["midtby"], "Europe/Copenhagen");
    let service = configured.serve(&[]);
    assert_eq!(service.check_in("midtby", KIOSK).await.0, 201);
    fs::remove_file(configured.ledger("midtby")).unwrap();
    assert_eq!(service.check_in("midtby", KIOSK).await.0, 503, "not even before it is noticed");
    assert!(service.notices().await["not_ready"]["midtby"].is_string());
    service.says("no longer there");
}

/// The disk of the ledgers, where this process may mount one; gone again with the test.
struct Mounted(PathBuf);

impl Mounted {
    fn mount(arguments: &[&str], at: &std::path::Path) -> Option<Self> {
        let done = Command::new("mount").args(arguments).arg(at).output();
        done.is_ok_and(|done| done.status.success()).then(|| Self(at.to_owned()))
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        drop(Command::new("umount").arg("-l").arg(&self.0).output());
    }
}

#[tokio::test]
async fn a_disk_that_fills_under_a_running_service_acknowledges_nothing_more_until_there_is_room() {
    let configured = Configured::with(&["midtby"], "Europe/Copenhagen");
    let data = configured.0.path().join("data");
    fs::create_dir(&data).unwrap();
    let Some(_disk) = Mounted::mount(&["-t", "tmpfs", "-o", "size=4096k", "tmpfs"], &data) else {
        return println!("no mount here: not run");
    };
    let service = configured.serve(&[]);
    assert_eq!(service.check_in("midtby", KIOSK).await.0, 201);
    let fill = || {
        let mut bytes = vec![0; 8 << 20];
        while fs::write(data.join("other-data"), &bytes).is_err() {
            bytes.truncate(bytes.len() - 4096);
        }
    };
    fill();
    // What the write-ahead file has room for is still taken; then nothing is.
    let mut acknowledged = 1;
    let refused = async {
        loop {
            match service.check_in("midtby", KIOSK).await.0 {
                201 => acknowledged += 1,
                429 => {}
                status => return status,
            }
        }
    };
    let status = tokio::time::timeout(PATIENCE, refused).await.expect("it goes on as if nothing were");
    assert_eq!(status, 503);
    let why = service.notices().await["not_ready"]["midtby"].as_str().unwrap().to_owned();
    assert!(why.contains("disk is full"), "{why}");
    fs::remove_file(data.join("other-data")).unwrap();
    let ready = async { while service.ready().await.0 != 200 {} };
    let is_ready = tokio::time::timeout(PATIENCE, ready).await.is_ok();
    assert!(is_ready, "it is not ready again when there is room: {:?}", service.ready().await);
    drop(service);
    let (mut ledger, mut checked_in) = (SqliteLedger::open(&data, &"midtby".parse().unwrap()).unwrap(), 0);
    ledger
        .read_all(&mut |_, recorded| {
            checked_in += usize::from(matches!(recorded.event, office::event::Event::TicketCheckedIn(_)));
        })
        .unwrap();
    assert!(checked_in >= acknowledged, "{acknowledged} were answered, {checked_in} are on disk");
}

/// Its file system turns read-only, as one does after an error of its disk.
#[tokio::test]
async fn a_ledger_that_becomes_read_only_under_a_running_service_is_noticed() {
    let configured = Configured::with(&["midtby"], "Europe/Copenhagen");
    let service = configured.serve(&[]);
    assert_eq!(service.check_in("midtby", KIOSK).await.0, 201);
    let ledger = configured.ledger("midtby");
    let path = ledger.to_str().unwrap();
    let Some(_mounted) = Mounted::mount(&["--bind", path], &ledger) else {
        return println!("no mount here: not run");
    };
    let done = Command::new("mount").args(["-o", "remount,bind,ro", path]).status().unwrap();
    assert!(done.success());
    let why = service.notices().await["not_ready"]["midtby"].clone();
    assert!(why.is_string());
    service.says("may not be written any more");
    assert_eq!(service.check_in("midtby", KIOSK).await.0, 503);
}

#[tokio::test]
async fn a_ledger_that_is_replaced_is_noticed_while_nobody_asks_for_anything() {
    let configured = Configured::with(&["midtby"], "Europe/Copenhagen");
    let service = configured.serve(&[]);
    assert_eq!(service.check_in("midtby", KIOSK).await.0, 201);
    let (ledger, copy) = (configured.ledger("midtby"), configured.0.path().join("copy"));
    fs::copy(&ledger, &copy).unwrap();
    fs::rename(&copy, &ledger).unwrap();
    service.notices().await;
    service.says("was replaced");
    assert_eq!(service.check_in("midtby", KIOSK).await.0, 503);
}

#[tokio::test]
async fn a_ledger_without_its_write_ahead_file_is_noticed_and_loses_nothing() {
    let configured = Configured::with(&["midtby"], "Europe/Copenhagen");
    let service = configured.serve(&[]);
    assert_eq!(service.check_in("midtby", KIOSK).await.0, 201);
    fs::remove_file(configured.ledger("midtby").with_extension("ledger-wal")).unwrap();
    service.notices().await;
    service.says("all events are written back to the ledger");
    assert_eq!(service.check_in("midtby", KIOSK).await.0, 503);
    drop(service);
    let service = configured.serve(&[]);
    assert_eq!(service.check_in("midtby", KIOSK).await.1["number"], 2, "the first number is remembered");
}

#[tokio::test]
async fn one_damaged_ledger_stops_its_own_office_only() {
    let configured = Configured::with(&["midtby", "nord"], "Europe/Copenhagen");
    drop(configured.serve(&[]));
    for office in ["midtby", "nord"] {
        configured.last_event(office);
    }
    fs::write(configured.ledger("midtby"), "this was a ledger once").unwrap();
    let service = configured.serve(&[]);
    assert_eq!(service.check_in("nord", KIOSK).await.0, 201);
    assert_eq!(service.check_in("midtby", KIOSK).await.0, 503);
    let (status, body) = service.ready().await;
    assert_eq!(status, 503);
    let names: Vec<&String> = body["not_ready"].as_object().unwrap().keys().collect();
    assert_eq!(names, ["midtby"]);
}

#[tokio::test]
async fn a_start_far_from_the_ledgers_last_moment_asks_before_it_writes() {
    let five_years = Length::minutes(5 * 365 * 24 * 60);
    for last in [UnixTime::from_unix(TEN) - five_years, UnixTime::from_unix(TEN) + five_years] {
        let configured = Configured::with(&["midtby"], "Europe/Copenhagen");
        configured.found("midtby", last);
        let before = configured.last_event("midtby");
        let service = configured.serve(&[]);
        assert_eq!(service.ready().await.0, 503);
        assert_eq!(service.check_in("midtby", KIOSK).await.0, 503);
        drop(service);
        assert_eq!(configured.last_event("midtby"), before, "nothing was written");
        let service = configured.serve(&["--accept-clock"]);
        assert_eq!(service.ready().await.0, 200);
    }
}

#[tokio::test]
async fn a_time_zone_that_the_office_refuses_is_used_nowhere_and_is_said() {
    let configured = Configured::with(&["midtby"], "Europe/Copenhagen");
    let service = configured.serve(&[]);
    assert_eq!(service.check_in("midtby", KIOSK).await.0, 201);
    drop(service);
    configured.configure(&["midtby"], "Asia/Tokyo");
    let service = configured.serve(&[]);
    let (status, ticket) = service.check_in("midtby", KIOSK).await;
    let at = ticket["checked_in_at"].as_str().unwrap();
    assert!(status == 201 && !at.ends_with("+09:00"), "{at}");
    let page = service.client.get(format!("{}/kiosk", service.base)).send().await.unwrap();
    assert!(!page.text().await.unwrap().contains("Asia/Tokyo"));
    let (_, body) = service.ready().await;
    assert!(body["setup_refused"]["midtby"].is_string(), "{body}");
    let metrics = service.client.get(format!("{}/metrics", service.base)).send().await.unwrap();
    assert!(metrics.text().await.unwrap().contains("mintur_setup_refused{office=\"midtby\"} 1"));
}
