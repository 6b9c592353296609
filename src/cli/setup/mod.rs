// SPDX-License-Identifier: MPL-2.0
//! `mintur setup`: the first configuration and access file of a server, from answers or flags. Never over a file that
//! is there.

mod answers;
mod example;
mod files;
mod hours;
mod machine;
mod questions;

use std::io::{self, IsTerminal as _};
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use super::failure::Failure;
use super::{say, say_json};
use answers::Answers;
use files::{Tokens, WrittenFiles};
use machine::MachineCheck;

#[derive(Debug, Args)]
pub(super) struct SetupArgs {
    /// Folder for the configuration and the access file
    #[arg(long, value_name = "DIR", default_value = "/etc/mintur")]
    folder: PathBuf,
    /// Folder for the ledgers
    #[arg(long, value_name = "DIR", default_value = "/var/lib/mintur")]
    data: PathBuf,
    /// The office's id, used in addresses and never changed: a-z, 0-9, - and _
    #[arg(long, value_name = "ID")]
    office: Option<String>,
    /// The heading of the kiosk and the board
    #[arg(long, value_name = "TEXT")]
    name: Option<String>,
    /// Opening hours, as "monday-wednesday 10:00-15:00"; once for each different day
    #[arg(long, value_name = "DAYS HOURS")]
    open: Vec<String>,
    /// How many desks there are
    #[arg(long, value_name = "N")]
    desks: Option<u8>,
    /// The office's time zone
    #[arg(long, value_name = "ZONE", default_value = "Europe/Copenhagen")]
    time_zone: String,
    /// Address by which screens and phones reach the server, as https://mintur.example.dk
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
    /// Address of the proxy in front of the server; 127.0.0.1 when it runs on the same machine
    #[arg(long, value_name = "IP")]
    proxy: Option<IpAddr>,
    /// Address and port to listen on
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Let other machines reach the server directly
    #[arg(long)]
    beyond_loopback: bool,
    /// Ask nothing and print one JSON object
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &SetupArgs) -> Result<(), Failure> {
    // Before anything is asked: whoever has a configuration does not want to answer twelve questions first.
    files::refuse_existing(&args.folder)?;
    let answers = if args.json || !io::stdin().is_terminal() {
        Answers::from_flags(args)?
    } else {
        questions::ask(args)?
    };
    let text = example::configuration(&answers)?;
    let findings = machine::look(&answers)?;
    let tokens = Tokens::generate(&answers);
    let written = files::write(&answers, &text, &tokens)?;
    let outcome = SetupOutcome { answers: &answers, findings: &findings, tokens: &tokens, written: &written };
    if args.json { say_json(&outcome.json()) } else { say(&outcome.text()) }
}

#[derive(Serialize)]
struct SetupJson<'s> {
    configuration: &'s Path,
    access: &'s Path,
    data: &'s Path,
    office: &'s str,
    checks: &'s [MachineCheck],
    screens: Vec<ScreenJson>,
    next: Vec<String>,
}

#[derive(Serialize)]
struct ScreenJson {
    screen: String,
    address: String,
}

/// What setup did, for a person or a program.
struct SetupOutcome<'s> {
    answers: &'s Answers,
    findings: &'s [MachineCheck],
    tokens: &'s Tokens,
    written: &'s WrittenFiles,
}

impl SetupOutcome<'_> {
    fn next(&self) -> Vec<String> {
        let configuration = self.written.configuration.display();
        vec![
            format!("mintur check-config {configuration}"),
            if self.written.is_for_service {
                "systemctl enable --now mintur".to_owned()
            } else {
                format!("mintur serve --config {configuration}")
            },
        ]
    }

    /// Each screen with the address that lets it in.
    fn screens(&self) -> Vec<(String, String)> {
        let base = self.answers.base();
        let address =
            |(device, path, token): (String, String, &str)| (device, format!("{base}/{path}#token={token}"));
        self.tokens.screens().into_iter().map(address).collect()
    }

    fn json(&self) -> SetupJson<'_> {
        let screens = self.screens().into_iter();
        SetupJson {
            configuration: &self.written.configuration,
            access: &self.written.access,
            data: &self.answers.data,
            office: &self.answers.office,
            checks: self.findings,
            screens: screens.map(|(screen, address)| ScreenJson { screen, address }).collect(),
            next: self.next(),
        }
    }

    fn text(&self) -> String {
        let mut lines = vec![
            "Written:".to_owned(),
            format!("  {}  every setting is explained in it", self.written.configuration.display()),
            format!("  {}  the tokens of the screens, secret", self.written.access.display()),
            String::new(),
            "Looked at:".to_owned(),
        ];
        lines.extend(self.findings.iter().map(|finding| format!("  {finding}")));
        lines.push(String::new());
        lines.push(
            "Open each screen once by its address. The address is a key: show it to nobody else.".to_owned(),
        );
        lines.extend(self.screens().iter().map(|(screen, address)| format!("  {screen:<15} {address}")));
        lines.push(String::new());
        lines.push("Next:".to_owned());
        lines.extend(self.next().iter().map(|command| format!("  {command}")));
        lines.join("\n")
    }
}
