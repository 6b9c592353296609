//! The command line: one verb, one file. It puts the house together, says in one sentence what an
//! administrator can do when something fails, and ends with 0 only when all went well.
//!
//! What never lives here: rules of the queue, SQL, HTTP.

mod backup;
mod business_case;
mod check_config;
mod demo;
mod failure;
mod house;
mod log;
mod serve;
mod simulate;
mod validate;
mod verify;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use failure::Failure;

/// Mintur: come as you are, and you will be seen today.
#[derive(Debug, Parser)]
#[command(name = "mintur", version, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Run a seeded office with a clock of its own, to try everything out
    Demo(demo::Options),
    /// Run the offices of a configuration file
    Serve {
        /// The configuration (TOML); config/mintur.toml is an example with every key explained
        #[arg(long, value_name = "FILE")]
        config: PathBuf,
    },
    /// Say what is wrong with a configuration file, without starting anything
    CheckConfig { file: PathBuf },
    /// Reckon what the arrangement is worth from stated assumptions, each with its low and high end
    BusinessCase(business_case::Options),
    /// Rebuild every office from its ledger and check the chain and all invariants
    Verify {
        /// The folder the service keeps its data in
        #[arg(long, value_name = "DIR")]
        data: PathBuf,
    },
    /// Play office days with faults and check every rule after every step
    Simulate(simulate::Options),
    /// Simulate exact queueing tables and say how far off each row is, in standard errors
    Validate {
        /// The folder with erlang_c.csv, accumulating_priority.csv, gap_day.csv and appointment_session.csv
        #[arg(long, value_name = "DIR")]
        tables: PathBuf,
        /// Print one JSON object instead of text
        #[arg(long)]
        json: bool,
    },
    /// Copy all ledgers into one new file; the offices go on meanwhile
    Backup {
        #[arg(long, value_name = "DIR")]
        data: PathBuf,
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
    },
    /// Bring back the ledgers of a backup into a folder that has none
    Restore {
        #[arg(long, value_name = "FILE")]
        from: PathBuf,
        #[arg(long, value_name = "DIR")]
        data: PathBuf,
    },
}

/// Does what the arguments say.
pub fn run() -> ExitCode {
    let done = match Arguments::parse().verb {
        Verb::Demo(options) => demo::run(&options),
        Verb::Serve { config } => serve::run(&config),
        Verb::CheckConfig { file } => check_config::run(&file),
        Verb::BusinessCase(options) => business_case::run(&options),
        Verb::Verify { data } => verify::run(&data),
        Verb::Simulate(options) => simulate::run(&options),
        Verb::Validate { tables, json } => validate::run(&tables, json),
        Verb::Backup { data, to } => backup::back_up(&data, &to),
        Verb::Restore { from, data } => backup::restore(&from, &data),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // Nobody is left to tell when standard error is closed.
            drop(writeln!(io::stderr(), "{failure}"));
            ExitCode::FAILURE
        }
    }
}

/// Writes to standard output, at once: whoever reads it through a pipe waits for it.
fn say(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    writeln!(out, "{text}").and_then(|()| out.flush()).map_err(|error| {
        Failure::new(format!("cannot write to standard output ({error}); is its reader gone?"))
    })
}
