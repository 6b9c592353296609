// SPDX-License-Identifier: MPL-2.0
//! `mintur serve` itself, as an administrator starts it, with a calendar on a real server in which somebody else
//! books.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use futures_util::StreamExt as _;
use jiff::civil::{Date, DateTime};
use office::calendar::{Zone, next_day};
use office::time::UnixTime;
use reqwest::{Client, StatusCode};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;

use crate::free_port::free_port;
use crate::other::{Other, booking, client};
use crate::server::{Make, PASSWORD, Server, USER};

const TOKEN: &str = "supervisor-of-this-test";
/// The least there may be between two looks.
const POLL_SECONDS: u64 = 5;
/// A few looks, and what a slow machine adds.
const LONGEST_WAIT: Duration = Duration::from_mins(1);

const OFFICE: &str = r#"
[office]
id = "midtby"
name = "Midtby"
time_zone = "Europe/Copenhagen"
opening_hours = [
  { weekday = "monday", opens = "08:00", closes = "17:00" },
  { weekday = "tuesday", opens = "08:00", closes = "17:00" },
  { weekday = "wednesday", opens = "08:00", closes = "17:00" },
  { weekday = "thursday", opens = "08:00", closes = "17:00" },
  { weekday = "friday", opens = "08:00", closes = "17:00" },
  { weekday = "saturday", opens = "08:00", closes = "17:00" },
  { weekday = "sunday", opens = "08:00", closes = "17:00" },
]

[[office.desks]]
id = "1"
name = "1"

[[office.desks]]
id = "2"
name = "2"

[[office.errands]]
id = "new_mitid"
minutes = 15
minutes_without_photo = 30
likely_minutes = 20
likely_minutes_without_photo = 40

[office.diary]
hold_days_ahead = 4
"#;

/// What an administrator has written, in a folder of its own.
pub struct Configured {
    folder: TempDir,
    port: u16,
}

impl Configured {
    /// One calendar for both desks.
    pub fn with_calendar(address: &str) -> Self {
        Self::with(address, PASSWORD)
    }

    pub fn with(address: &str, password: &str) -> Self {
        let configured = Self::with_sources(&Self::caldav(address));
        configured.write("calendar.secret", password);
        configured
    }

    /// One calendar for both desks, as a table of the configuration.
    pub fn caldav(address: &str) -> String {
        format!(
            "[[office.diary.sources]]\nkind = \"caldav\"\naddress = \"{address}\"\ndesks_by = \"category\"\n\
            desks = {{ \"Skranke 1\" = \"1\", \"Skranke 2\" = \"2\" }}\nuser = \"{USER}\"\n\
            secret_file = \"calendar.secret\"\npoll_seconds = {POLL_SECONDS}\n"
        )
    }

    pub fn with_sources(sources: &str) -> Self {
        let configured = Self { folder: tempfile::tempdir().unwrap(), port: free_port() };
        let port = configured.port;
        let server = format!("[server]\nlisten = \"127.0.0.1:{port}\"\n");
        configured.write("mintur.toml", &format!("{server}{OFFICE}\n{sources}"));
        configured.write("calendar.secret", PASSWORD);
        configured.write("access.toml", &format!("[[tokens]]\nrole = \"supervisor\"\ntoken = \"{TOKEN}\"\n"));
        configured
    }

    pub fn write(&self, name: &str, text: &str) {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
    }

    pub fn file(&self) -> PathBuf {
        self.folder.path().join("mintur.toml")
    }

    /// Runs to its end.
    pub fn check(&self, more: &[&str]) -> Output {
        let mut command = mintur(&["diary", "check", "--config"], &self.file());
        command.args(more).output().unwrap()
    }

    /// The office as its ledger has it, begun if there is none, when it answers.
    pub async fn serve(&self) -> Program {
        let process = mintur(&["serve", "--config"], &self.file())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let program = Program { process, client: client(), port: self.port };
        let ready = async || program.client.get(program.root("/readyz")).send().await;
        until("mintur is ready", async || ready().await.is_ok_and(|answer| answer.status().is_success()))
            .await;
        program
    }
}

fn mintur(arguments: &[&str], file: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mintur"));
    command.args(arguments).arg(file);
    command
}

/// The running program, and its supervisor's hand.
pub struct Program {
    process: Child,
    client: Client,
    port: u16,
}

impl Program {
    fn root(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    fn office(&self, path: &str) -> String {
        self.root(&format!("/api/offices/midtby{path}"))
    }

    pub async fn get(&self, path: &str) -> Value {
        let asked = self.client.get(self.office(path)).bearer_auth(TOKEN);
        asked.send().await.unwrap().json().await.unwrap()
    }

    pub async fn open_gap(&self, desk: &str, start: DateTime, end: DateTime) {
        let body = json!({"desk": desk, "start": start.to_string(), "end": end.to_string(), "hold": "hard"});
        let key = uuid::Uuid::new_v4().to_string();
        let asked = self.client.post(self.office("/gaps")).bearer_auth(TOKEN).header("Idempotency-Key", key);
        let answer = asked.json(&body).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::CREATED, "{}", answer.text().await.unwrap());
    }

    /// What the office knows as booked on a day: desk, start and end as unix seconds.
    pub async fn booked(&self, date: Date) -> Vec<(String, i64, i64)> {
        let day = self.get(&format!("/bookings?date={date}")).await;
        let booked = day["bookings"].as_array().unwrap().iter();
        let at = |value: &Value| value.as_str().unwrap().parse::<jiff::Timestamp>().unwrap().as_second();
        booked
            .map(|row| (row["desk"].as_str().unwrap().to_owned(), at(&row["start"]), at(&row["end"])))
            .collect()
    }

    /// The ledger's events from the beginning.
    pub async fn ledger(&self) -> Vec<Value> {
        let (mut events, mut after) = (Vec::new(), 0);
        loop {
            let page = self.get(&format!("/ledger?after={after}")).await;
            events.extend(page["events"].as_array().unwrap().iter().cloned());
            match page["next"].as_u64() {
                Some(next) => after = next,
                None => return events,
            }
        }
    }

    pub async fn text(&self, path: &str) -> String {
        self.client.get(self.root(path)).send().await.unwrap().text().await.unwrap()
    }

    pub async fn ready(&self) -> Value {
        serde_json::from_str(&self.text("/readyz").await).unwrap()
    }

    /// A screen as it is now.
    pub async fn view(&self, view: &str) -> Value {
        let address = self.office(&format!("/live?view={view}")).replace("http://", "ws://");
        let mut asked = address.into_client_request().unwrap();
        asked.headers_mut().insert("authorization", format!("Bearer {TOKEN}").parse().unwrap());
        let (mut line, _) = tokio_tungstenite::connect_async(asked).await.unwrap();
        loop {
            let message = line.next().await.unwrap().unwrap();
            let view: Value = serde_json::from_str(message.to_text().unwrap()).unwrap_or_default();
            if view["state"].is_object() {
                return view["state"].clone();
            }
        }
    }

    /// As a power cut would.
    pub fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// Asked to end, as a service manager does; how it ended.
    fn ends_when_asked(&mut self) -> std::process::ExitStatus {
        let id = self.process.id().to_string();
        let asked = Command::new("kill").args(["-TERM", &id]).status().unwrap();
        assert!(asked.success());
        self.process.wait().unwrap()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// Waits for the thing itself, and says which it waited for in vain.
pub async fn until(what: &str, is_so: impl AsyncFn() -> bool) {
    let since = Instant::now();
    while !is_so().await {
        assert!(since.elapsed() < LONGEST_WAIT, "in vain: {what}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

pub fn zone() -> Zone {
    Zone::named("Europe/Copenhagen").unwrap()
}

/// Far enough off that midnight may pass, and within the days that are held.
pub fn the_day() -> Date {
    next_day(next_day(zone().date(UnixTime::from_unix(jiff::Timestamp::now().as_second()))))
}

pub fn utc(at: DateTime) -> String {
    let moment = zone().moment(at.date(), at.time());
    jiff::Timestamp::from_second(moment.unix()).unwrap().strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// Somebody else's booking at a desk.
pub async fn book(other: &Other, name: &str, desk: &str, start: DateTime, end: DateTime) {
    let event = booking(name, &utc(start), &utc(end));
    let event = event.replace("END:VEVENT", &format!("CATEGORIES:Skranke {desk}\nEND:VEVENT"));
    let status = other.put(name, &event).await;
    assert!(status.is_success(), "{status}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_program_reads_holds_and_gives_back_in_a_real_calendar() {
    let server = Server::start(Make::Radicale).await;
    let other = Other::with_calendar(&server, "tider").await;
    let day = the_day();
    let at = |hour, minute| day.at(hour, minute, 0, 0);
    let unix = |at: DateTime| zone().moment(at.date(), at.time()).unix();
    book(&other, "aftale-1", "1", at(9, 0), at(9, 30)).await;
    let configured = Configured::with_calendar(&other.calendar);
    let mut program = configured.serve().await;

    let first = ("1".to_owned(), unix(at(9, 0)), unix(at(9, 30)));
    until("somebody's booking appears in the office", async || program.booked(day).await == [first.clone()])
        .await;

    program.open_gap("1", at(10, 0), at(11, 0)).await;
    let hold = |from| format!("friholdt-midtby-1-{}", utc(from));
    until("the gap becomes an event", async || other.get(&hold(at(10, 0))).await.is_some()).await;
    let text = other.get(&hold(at(10, 0))).await.unwrap();
    assert!(text.contains("SUMMARY:Optaget\r\n"), "{text}");
    assert!(text.contains("CATEGORIES:FRIHOLDT") && text.contains("TRANSP:OPAQUE"), "{text}");
    assert!(
        !text.contains("ATTENDEE") && !text.contains("ORGANIZER") && !text.contains("DESCRIPTION"),
        "{text}"
    );
    let confirmed = |events: &[Value]| events.iter().any(|event| event["kind"] == "hold_confirmed");
    until("the office counts on it", async || confirmed(&program.ledger().await)).await;

    book(&other, "aftale-2", "1", at(10, 20), at(10, 40)).await;
    let ends = format!("DTEND:{}", utc(at(10, 20)));
    until("the part that somebody booked is given back", async || {
        let before = other.get(&hold(at(10, 0))).await.unwrap_or_default();
        before.contains(&ends) && other.get(&hold(at(10, 40))).await.is_some()
    })
    .await;
    let is_shown = async || program.view("supervisor").await["diary"]["booked_over"] == 1;
    until("the supervisor is told", is_shown).await;
    let over = program.ledger().await.into_iter().filter(|event| event["kind"] == "hold_booked_over").count();
    assert_eq!(over, 1, "once, and it stands in the ledger");
    assert!(
        !serde_json::to_string(&program.ledger().await).unwrap().contains("Anna"),
        "what it is about is not known"
    );

    assert!(program.ends_when_asked().success());
    let mut again = configured.serve().await;
    until("after a start it knows the same", async || again.booked(day).await.len() == 2).await;
    assert!(other.get(&hold(at(10, 40))).await.is_some(), "and has let go of nothing");
    again.kill();
}
