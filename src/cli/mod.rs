// SPDX-License-Identifier: MPL-2.0
//! The command line: one file per command. A failure is one sentence that tells an administrator what to do;
//! the exit code is 0 only on success.

mod backup;
mod branding;
mod business_case;
mod check_config;
mod checkpoint;
mod checkpoint_post;
mod companions;
mod demo;
mod devices;
mod diary;
mod events;
mod failure;
mod forget;
mod log;
mod manual;
mod people;
mod people_file;
mod person;
mod probe;
mod read_anew;
mod reload;
mod serve;
mod service_manager;
mod setup;
mod simulate;
mod startup;
mod startup_check;
mod validate;
mod verify;
mod witness_record;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::OnceLock;

use clap::{Parser, Subcommand};
use serde::Serialize;

use failure::Failure;

/// Mintur: come as you are, and you will be seen today.
#[derive(Debug, Parser)]
#[command(name = "mintur", version = version(), arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: CliCommand,
}

#[derive(Debug, Subcommand)]
enum CliCommand {
    /// Run a demo office with example data and its own clock
    Demo(demo::DemoArgs),
    /// Run the offices of a configuration file
    Serve {
        /// Configuration (TOML); config/mintur.toml is an example that explains every key
        #[arg(long, value_name = "FILE")]
        config: PathBuf,
        /// Go on with a ledger that ends far from the machine's time: the clock is right
        #[arg(long)]
        accept_clock: bool,
        /// Go on with a ledger that ends before its latest checkpoint: an older backup was restored on purpose
        #[arg(long)]
        accept_restored: bool,
    },
    /// Ask the running server of a configuration whether it is ready
    Probe(probe::ProbeArgs),
    /// Write the first configuration and access file of a server
    Setup(setup::SetupArgs),
    /// Check a configuration file and everything it names, without starting anything
    CheckConfig {
        file: PathBuf,
        /// Print one JSON object instead of text
        #[arg(long)]
        json: bool,
    },
    /// Tell the running server to read its configuration and access file anew
    Reload {
        #[arg(long, value_name = "FILE")]
        config: PathBuf,
        /// Print one JSON object instead of text
        #[arg(long)]
        json: bool,
    },
    /// Calculate the effect of the arrangement from stated assumptions, each with a low and a high end
    BusinessCase(business_case::BusinessCaseArgs),
    /// Check the appointment systems of a configuration
    Diary {
        #[command(subcommand)]
        command: DiaryCommand,
    },
    /// Rebuild every office from its ledger and check the chain and all invariants
    Verify(verify::VerifyArgs),
    /// Print where each ledger stands now, to be kept where the server's administrator cannot change it
    Checkpoint {
        /// Data folder of the server
        #[arg(long, value_name = "DIR")]
        data: PathBuf,
        /// Secret key to sign with
        #[arg(long, value_name = "FILE")]
        key: Option<PathBuf>,
    },
    /// Make a key that checkpoints are signed with: the secret one in FILE, the public one in FILE.pub
    CheckpointKey {
        /// Outside the data folder
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
    },
    /// Simulate office days with faults and check every rule after every step
    Simulate(simulate::SimulateArgs),
    /// Compare the simulation with exact queueing tables: the deviation of each row in standard errors
    Validate {
        /// Folder with erlang_c.csv, accumulating_priority.csv, gap_day.csv and appointment_session.csv
        #[arg(long, value_name = "DIR")]
        tables: PathBuf,
        /// Print one JSON object instead of text
        #[arg(long)]
        json: bool,
    },
    /// Forget what ledgers say of persons before a day; a running server does so by itself
    Forget(forget::ForgetArgs),
    /// What is kept of a companion: export or erase it
    Person {
        #[command(subcommand)]
        command: person::PersonCommand,
    },
    /// Find events by person, ticket, kind and time
    Events(events::EventsArgs),
    /// Decide who may sign in, and see what happened to that
    People(people::PeopleArgs),
    /// Copy ledgers, people and configuration into one new file while the offices keep running
    Backup(backup::BackupArgs),
    /// Restore a backup into a folder without ledgers
    Restore(backup::RestoreArgs),
    /// Make the key pair with which backups are encrypted
    BackupKey(backup::BackupKeyArgs),
    /// Let screens in, see how each device is doing, take access away
    Devices(devices::DevicesArgs),
    /// Enrol companions, give them another code or card, keep them out
    Companions(companions::CompanionsArgs),
    /// Print the completions for a shell
    Completions { shell: clap_complete::Shell },
    /// Print the manual page
    Man,
}

#[derive(Debug, Subcommand)]
enum DiaryCommand {
    /// Try each connection and show today's diary as Mintur reads it
    Check {
        #[arg(long, value_name = "FILE")]
        config: PathBuf,
        /// Also make one short test hold and withdraw it
        #[arg(long)]
        hold: bool,
    },
}

const COMMIT: &str = git_version::git_version!(args = ["--always", "--dirty", "--exclude=*"], fallback = "");

/// The version with its commit; a build from a source archive has no commit.
fn version() -> &'static str {
    static VERSION: OnceLock<String> = OnceLock::new();
    VERSION.get_or_init(|| {
        let version = env!("CARGO_PKG_VERSION");
        if COMMIT.is_empty() { version.to_owned() } else { format!("{version} ({COMMIT})") }
    })
}

/// Runs the command given by the arguments.
pub fn run() -> ExitCode {
    let done = match Cli::parse().command {
        CliCommand::Demo(options) => demo::run(&options),
        CliCommand::Serve { config, accept_clock, accept_restored } => {
            serve::run(&config, serve::Accepted { clock: accept_clock, restored: accept_restored })
        }
        CliCommand::Probe(options) => probe::run(&options),
        CliCommand::Setup(options) => setup::run(&options),
        CliCommand::CheckConfig { file, json } => check_config::run(&file, json),
        CliCommand::Reload { config, json } => reload::run(&config, json),
        CliCommand::BusinessCase(options) => business_case::run(&options),
        CliCommand::Diary { command: DiaryCommand::Check { config, hold } } => diary::check(&config, hold),
        CliCommand::Verify(args) => verify::run(&args),
        CliCommand::Checkpoint { data, key } => checkpoint::print(&data, key.as_deref()),
        CliCommand::CheckpointKey { to } => checkpoint::create_key(&to),
        CliCommand::Simulate(options) => simulate::run(&options),
        CliCommand::Validate { tables, json } => validate::run(&tables, json),
        CliCommand::Forget(args) => forget::run(&args),
        CliCommand::Person { command } => person::run(&command),
        CliCommand::Events(args) => events::run(&args),
        CliCommand::People(args) => people::run(&args),
        CliCommand::Backup(options) => backup::back_up(&options),
        CliCommand::Restore(options) => backup::restore(&options),
        CliCommand::BackupKey(options) => backup::make_key(&options),
        CliCommand::Devices(args) => devices::run(&args),
        CliCommand::Companions(args) => companions::run(&args),
        CliCommand::Completions { shell } => manual::completions(shell),
        CliCommand::Man => manual::man(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // Standard error may be closed.
            drop(writeln!(io::stderr(), "{failure}"));
            ExitCode::FAILURE
        }
    }
}

/// Writes a line to standard output and flushes it, because the reader of a pipe waits for it.
fn say(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    writeln!(out, "{text}").and_then(|()| out.flush()).map_err(|error| {
        Failure::new(format!("cannot write to standard output ({error}); is its reader gone?"))
    })
}

/// Writes an object on one line, its members in the order of their names.
fn say_json(object: &impl Serialize) -> Result<(), Failure> {
    let json = serde_json::to_value(object).map_err(Failure::from_error)?;
    say(&json.to_string())
}
