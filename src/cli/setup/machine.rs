// SPDX-License-Identifier: MPL-2.0
//! What setup looks at on the machine: the port, the way in from outside, and the clock. Only a port that is taken
//! stops it; the others are reported, because they can be put right afterwards.

use std::fmt;
use std::io::Read as _;
use std::net::{TcpListener, TcpStream, ToSocketAddrs as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use serde::Serialize;

use super::Failure;
use super::answers::Answers;
use crate::cli::startup;

/// How long a name, a proxy or the clock's service may take to answer.
const PATIENCE: Duration = Duration::from_secs(3);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckedThing {
    Port,
    Proxy,
    Clock,
}

impl CheckedThing {
    const fn name(self) -> &'static str {
        match self {
            Self::Port => "port",
            Self::Proxy => "proxy",
            Self::Clock => "clock",
        }
    }
}

#[derive(Debug, Serialize)]
pub struct MachineCheck {
    check: CheckedThing,
    is_fine: bool,
    what: String,
}

impl MachineCheck {
    const fn new(check: CheckedThing, is_fine: bool, what: String) -> Self {
        Self { check, is_fine, what }
    }
}

impl fmt::Display for MachineCheck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = if self.is_fine { "  " } else { "! " };
        write!(f, "{mark}{:<6} {}", self.check.name(), self.what)
    }
}

/// # Errors
/// When the port cannot be listened on.
pub fn look(answers: &Answers) -> Result<Vec<MachineCheck>, Failure> {
    Ok(vec![port(answers)?, way_in(answers), clock(answers)])
}

fn port(answers: &Answers) -> Result<MachineCheck, Failure> {
    let listen = answers.listen;
    TcpListener::bind(listen).map_err(|error| Failure::new(startup::why_not(listen, &error)))?;
    Ok(MachineCheck::new(CheckedThing::Port, true, format!("{listen} is free")))
}

/// Whether something answers where browsers will look for the server.
fn way_in(answers: &Answers) -> MachineCheck {
    let finding = |is_fine, what| MachineCheck::new(CheckedThing::Proxy, is_fine, what);
    let Some(url) = &answers.public_url else {
        return finding(true, "none is needed: the server is reached from this machine only".to_owned());
    };
    let is_named = answers.proxy.is_some() || url.starts_with("http://");
    if !is_named {
        let what =
            "no proxy is named: write its address into trusted_proxies, or everybody behind it is one sender";
        return finding(false, what.to_owned());
    }
    if answers_at(url) {
        return finding(true, format!("{url} answers"));
    }
    finding(false, format!("{url} does not answer yet: set up its name and the proxy"))
}

/// The lookup of a name has no time limit of its own, so it gets a thread that may be left behind.
fn answers_at(url: &str) -> bool {
    let (scheme, rest) = url.split_once("://").unwrap_or(("http", url));
    let host = rest.split('/').next().unwrap_or_default().to_owned();
    let has_port = host.rsplit_once(':').is_some_and(|(_, port)| port.parse::<u16>().is_ok());
    let port = if scheme == "https" { 443 } else { 80 };
    let place = if has_port { host } else { format!("{host}:{port}") };
    within_patience(move || {
        let mut addresses = place.to_socket_addrs().into_iter().flatten();
        addresses.any(|address| TcpStream::connect_timeout(&address, PATIENCE).is_ok())
    })
    .unwrap_or(false)
}

fn within_patience<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let (done, answer) = mpsc::channel();
    // Nobody may be waiting any more.
    std::thread::spawn(move || drop(done.send(work())));
    answer.recv_timeout(PATIENCE).ok()
}

fn clock(answers: &Answers) -> MachineCheck {
    let finding = |is_fine, what| MachineCheck::new(CheckedThing::Clock, is_fine, what);
    let now =
        Timestamp::now().in_tz(&answers.time_zone).map(|now| now.strftime("%A %-d %B %Y, %H:%M").to_string());
    let now = now.unwrap_or_default();
    if is_before_the_program() {
        return finding(
            false,
            format!("the machine says {now}, before this program was made: set its clock"),
        );
    }
    match is_synchronised() {
        Some(true) => finding(true, format!("synchronised; the machine says {now}")),
        Some(false) => {
            finding(false, format!("not synchronised (timedatectl set-ntp true); the machine says {now}"))
        }
        None => finding(true, format!("the machine says {now}; compare it with your watch")),
    }
}

fn is_before_the_program() -> bool {
    let made = std::env::current_exe().and_then(std::fs::metadata).and_then(|program| program.modified());
    made.is_ok_and(|made| SystemTime::now() < made)
}

/// What the system's clock service says; nothing where there is none to ask.
fn is_synchronised() -> Option<bool> {
    if !Path::new("/run/systemd/system").exists() {
        return None;
    }
    let mut asked = Command::new("timedatectl")
        .args(["show", "--property=NTPSynchronized", "--value"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut output = asked.stdout.take()?;
    let said = within_patience(move || {
        let mut said = String::new();
        output.read_to_string(&mut said).map(|_| said).ok()
    });
    drop(asked.kill());
    drop(asked.wait());
    match said??.trim() {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}
