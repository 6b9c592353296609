// SPDX-License-Identifier: MPL-2.0
//! The office's promise to itself: what was answered is on disk. The real process is killed with SIGKILL at
//! random moments while eight clients press on it, started again on the same data, and every answer it ever
//! gave is looked up. Numbers are given once, keys make one ticket, a ticket is at one desk.
//!
//! `MINTUR_KILLS` says how often (200 unless set); a failing run prints its seed, `MINTUR_SEED` repeats it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test that cannot go on says so"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ledger::SqliteLedger;
use office::event::Event;
use reqwest::Client;
use serde_json::{Value, json};
use simulation::rng::Rng;

/// So many kills on one ledger; then it is verified whole and a new one begins.
const KILLS_PER_LEDGER: u32 = 25;
const CLIENTS: u64 = 8;

/// What the office answered.
#[derive(Default)]
struct Answered {
    /// Key of the request to the ticket and number it was answered with.
    check_ins: BTreeMap<String, (String, u64)>,
    /// Request, and the line went dead: may or may not have happened.
    unanswered: Vec<String>,
    calls: BTreeSet<(String, String)>,
    completions: BTreeSet<String>,
}

struct Office {
    process: Child,
    base: String,
    kiosk: String,
    clerk: String,
}

impl Office {
    fn start(data: &Path) -> Self {
        Self::start_as(Self::program(data).stderr(Stdio::null()))
    }

    fn program(data: &Path) -> Command {
        let mut program = Command::new(env!("CARGO_BIN_EXE_mintur"));
        program.args(["demo", "--json", "--listen", "127.0.0.1:0", "--at", "2026-03-03T09:40", "--data"]);
        program.arg(data);
        program
    }

    fn start_as(program: &mut Command) -> Self {
        let mut process = program.stdout(Stdio::piped()).spawn().unwrap();
        // Whoever read its log is gone.
        drop(process.stderr.take());
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let opened: Value = serde_json::from_str(&line).unwrap_or_else(|_| panic!("no address: «{line}»"));
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let base = format!("{}/api/offices/{}", text(&opened["base"]), text(&opened["office"]));
        let token = |role: &str| text(&opened["tokens"][role]);
        Self { process, base, kiosk: token("kiosk"), clerk: token("clerk") }
    }

    fn kill(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// As the service manager ends it.
    fn end(mut self) {
        let process = i32::try_from(self.process.id()).unwrap();
        let process = rustix::process::Pid::from_raw(process).unwrap();
        rustix::process::kill_process(process, rustix::process::Signal::TERM).unwrap();
        assert!(self.process.wait().unwrap().success());
    }

    async fn check_in(&self, client: &Client) -> u16 {
        let body = json!({ "errand": "new_mitid", "identification": "photo", "if_full": "standby" });
        let sent = client.post(format!("{}/tickets", self.base)).bearer_auth(&self.kiosk).json(&body).send();
        sent.await.unwrap().status().as_u16()
    }
}

#[tokio::test]
async fn an_office_that_was_ended_knows_its_last_event() {
    let client = client();
    for _ in 0..10 {
        let data = tempfile::tempdir().unwrap();
        let office = Office::start(data.path());
        for _ in 0..5 {
            assert_eq!(office.check_in(&client).await, 201);
        }
        office.end();
        let anchor = std::fs::read(data.path().join("demo.anchor")).unwrap();
        let anchor: Value = serde_json::from_slice(&anchor).unwrap();
        let ledger = SqliteLedger::open(data.path(), &"demo".into()).unwrap();
        assert_eq!(anchor["seq"].as_u64(), Some(ledger.head().seq));
    }
}

#[tokio::test]
async fn an_office_whose_log_nobody_takes_goes_on() {
    let (data, client) = (tempfile::tempdir().unwrap(), client());
    let mut program = Office::program(data.path());
    let office = Office::start_as(program.env("MINTUR_LOG", "trace").stderr(Stdio::piped()));
    for _ in 0..5 {
        assert_eq!(office.check_in(&client).await, 201);
    }
    office.end();
}

#[tokio::test]
async fn an_office_that_is_given_few_file_handles_takes_all_it_may() {
    let (data, client) = (tempfile::tempdir().unwrap(), client());
    let mut few = Command::new("sh");
    few.args(["-c", "ulimit -S -n 64; exec \"$0\" \"$@\""]).arg(env!("CARGO_BIN_EXE_mintur"));
    few.args(Office::program(data.path()).get_args());
    let office = Office::start_as(few.stderr(Stdio::null()));
    // The address is said before everything is begun; an answer comes after it.
    assert_eq!(office.check_in(&client).await, 201);
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", office.process.id())).unwrap();
    let handles = limits.lines().find(|line| line.starts_with("Max open files")).unwrap();
    let [soft, hard] = [3, 4].map(|column| handles.split_whitespace().nth(column).unwrap());
    assert_eq!(soft, hard, "{handles}");
    office.end();
}

#[test]
fn what_was_answered_survives_the_power_cut() {
    let kills = setting("MINTUR_KILLS").unwrap_or(200);
    let seed = setting("MINTUR_SEED").unwrap_or_else(|| u64::from(std::process::id()));
    println!("crash: {kills} kills, seed {seed}");
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let mut chance = Rng::new(seed);
    let (mut done, mut answers) = (0, 0);
    while done < kills {
        let data = tempfile::tempdir().unwrap();
        let known = Arc::new(Mutex::new(Answered::default()));
        for _ in 0..u64::from(KILLS_PER_LEDGER).min(kills - done) {
            runtime.block_on(one_life(data.path(), &known, &mut chance));
            done += 1;
        }
        answers += look_up(data.path(), &known.lock().unwrap());
    }
    println!("crash: {done} kills, {answers} answers looked up, none lost, seed {seed}");
    assert!(answers > u64::from(KILLS_PER_LEDGER), "the office was hardly asked anything");
}

fn client() -> Client {
    appointments::http_client::install_tls_provider();
    Client::builder().timeout(Duration::from_secs(10)).build().unwrap()
}

async fn one_life(data: &Path, known: &Arc<Mutex<Answered>>, chance: &mut Rng) {
    let office = Office::start(data);
    let client = client();
    still_knows(&office, &client, known).await;
    free_desks(&office, &client, known).await;
    let clients: Vec<_> = (0..CLIENTS)
        .map(|desk| {
            let (base, kiosk, clerk) = (office.base.clone(), office.kiosk.clone(), office.clerk.clone());
            let client = client.clone();
            let known = Arc::clone(known);
            tokio::spawn(async move { press_on(&client, &base, &kiosk, &clerk, desk, &known).await })
        })
        .collect();
    // The moment is what is random here; nothing is waited for.
    tokio::time::sleep(Duration::from_micros(chance.below(120_000))).await;
    office.kill();
    for client in clients {
        client.await.unwrap();
    }
}

/// Checks in and serves until the office is gone.
async fn press_on(client: &Client, base: &str, kiosk: &str, clerk: &str, desk: u64, known: &Mutex<Answered>) {
    let desk = (desk % 5 + 1).to_string();
    loop {
        let key = uuid::Uuid::new_v4().to_string();
        let errand = json!({"errand": "address", "identification": "photo", "needs": [], "language": "da",
            "urgency": "ordinary", "if_full": "standby"});
        let asked = client.post(format!("{base}/tickets")).bearer_auth(kiosk).header("idempotency-key", &key);
        match answer(asked.json(&errand).send().await).await {
            Some((201, ticket)) => drop(known.lock().unwrap().check_ins.insert(key, id_and_number(&ticket))),
            // A machine under load is killed late: then a device may have used up its minute.
            Some((503 | 429, _)) => {}
            Some((status, body)) => panic!("check-in answered {status}: {body}"),
            None => return known.lock().unwrap().unanswered.push(key),
        }
        let called = client.post(format!("{base}/desks/{desk}/calls")).bearer_auth(clerk);
        let ticket = match answer(called.send().await).await {
            Some((201, call)) => call["ticket"]["id"].as_str().unwrap().to_owned(),
            Some(_) => continue,
            None => return,
        };
        known.lock().unwrap().calls.insert((ticket.clone(), desk.clone()));
        let outcome = json!({"outcome": "other_errand_done", "flags": []});
        let completed = client.post(format!("{base}/tickets/{ticket}/completion")).bearer_auth(clerk);
        match answer(completed.json(&outcome).send().await).await {
            Some((200, _)) => drop(known.lock().unwrap().completions.insert(ticket)),
            Some(_) => {}
            None => return,
        }
    }
}

/// After the restart: the requests that got no answer are sent again, twice, and make one ticket each.
async fn still_knows(office: &Office, client: &Client, known: &Mutex<Answered>) {
    let unanswered = std::mem::take(&mut known.lock().unwrap().unanswered);
    let answered: Vec<(String, (String, u64))> = {
        let known = known.lock().unwrap();
        known.check_ins.iter().rev().take(3).map(|(key, ticket)| (key.clone(), ticket.clone())).collect()
    };
    for key in unanswered {
        let first = ask_again(office, client, &key).await;
        let second = ask_again(office, client, &key).await;
        assert_eq!(first, second, "the same key gave two tickets");
        known.lock().unwrap().check_ins.insert(key, first);
    }
    for (key, ticket) in answered {
        assert_eq!(ask_again(office, client, &key).await, ticket, "an answered check-in is forgotten");
    }
}

/// Completes what was called when the line went dead, so that every desk is free to call again.
async fn free_desks(office: &Office, client: &Client, known: &Mutex<Answered>) {
    let asked = client.get(format!("{}/tickets?state=called", office.base)).bearer_auth(&office.clerk);
    let (_, listed) = answer(asked.send().await).await.unwrap();
    for ticket in listed["tickets"].as_array().unwrap() {
        let ticket = ticket["id"].as_str().unwrap().to_owned();
        let outcome = json!({"outcome": "other_errand_done", "flags": []});
        let completed = client.post(format!("{}/tickets/{ticket}/completion", office.base));
        let sent = completed.bearer_auth(&office.clerk).json(&outcome).send().await;
        assert_eq!(answer(sent).await.unwrap().0, 200);
        known.lock().unwrap().completions.insert(ticket);
    }
}

async fn ask_again(office: &Office, client: &Client, key: &str) -> (String, u64) {
    let errand = json!({"errand": "address", "identification": "photo", "needs": [], "language": "da",
        "urgency": "ordinary", "if_full": "standby"});
    let asked = client.post(format!("{}/tickets", office.base)).bearer_auth(&office.kiosk);
    let sent = asked.header("idempotency-key", key).json(&errand).send().await;
    match answer(sent).await {
        Some((201, ticket)) => id_and_number(&ticket),
        other => panic!("asked again: {other:?}"),
    }
}

async fn answer(sent: reqwest::Result<reqwest::Response>) -> Option<(u16, Value)> {
    let response = sent.ok()?;
    let status = response.status().as_u16();
    Some((status, response.json().await.ok()?))
}

fn id_and_number(ticket: &Value) -> (String, u64) {
    (ticket["id"].as_str().unwrap().to_owned(), ticket["number"].as_u64().unwrap())
}

/// Everything that was answered stands in the ledger, and the ledger is sound.
fn look_up(data: &Path, known: &Answered) -> u64 {
    let verified =
        Command::new(env!("CARGO_BIN_EXE_mintur")).arg("verify").arg("--data").arg(data).output().unwrap();
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stdout));
    let mut numbers = BTreeMap::new();
    let mut keys = BTreeMap::new();
    let (mut calls, mut completions) = (BTreeSet::new(), BTreeSet::new());
    let mut at_desk: BTreeMap<String, String> = BTreeMap::new();
    let mut ledger = SqliteLedger::open(data, &"demo".into()).unwrap();
    ledger
        .read_all(&mut |seq, recorded| match &recorded.event {
            Event::TicketCheckedIn(ticket) => {
                let other = numbers.insert(ticket.number, ticket.id);
                assert!(other.is_none(), "number {} was given twice (event {seq})", ticket.number);
                let key = recorded.key.expect("every check-in here has a key").0.to_string();
                let twice = keys.insert(key, (ticket.id.to_string(), u64::from(ticket.number)));
                assert!(twice.is_none(), "one key made two tickets (event {seq})");
            }
            Event::TicketCalled { ticket, desk, .. } => {
                let other = at_desk.insert(ticket.to_string(), desk.to_string());
                assert!(
                    other.is_none(),
                    "a ticket was called to desk {desk} and is at {other:?} (event {seq})"
                );
                calls.insert((ticket.to_string(), desk.to_string()));
            }
            Event::TicketCompleted { ticket, .. } => {
                at_desk.remove(&ticket.to_string());
                completions.insert(ticket.to_string());
            }
            _ => {}
        })
        .unwrap();
    for (key, ticket) in &known.check_ins {
        assert_eq!(keys.get(key), Some(ticket), "an answered check-in is not in the ledger");
    }
    assert!(known.calls.is_subset(&calls), "an answered call is not in the ledger");
    assert!(known.completions.is_subset(&completions), "an answered completion is not in the ledger");
    (known.check_ins.len() + known.calls.len() + known.completions.len()) as u64
}

fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}
