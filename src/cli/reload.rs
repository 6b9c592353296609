// SPDX-License-Identifier: MPL-2.0
//! `mintur reload`: tells the running server to read its files anew, once they are sound.

use std::collections::BTreeSet;
use std::path::Path;

use rustix::process::{Pid, Signal, kill_process};
use serde::Serialize;

use super::failure::Failure;
use super::{check_config, say, say_json};

#[derive(Serialize)]
struct ReloadJson {
    /// The servers that were signalled.
    #[serde(rename = "told")]
    processes: BTreeSet<u32>,
}

pub(super) fn run(file: &Path, json: bool) -> Result<(), Failure> {
    let config = check_config::sound(file)?;
    let data = &config.server.data;
    let writers: BTreeSet<u32> =
        config.offices.iter().filter_map(|office| ledger::writer_of(data, &office.setup.id)).collect();
    if writers.is_empty() {
        let what = "no server runs these offices; what changed is read at its next start";
        return Err(Failure::new(format!("{}: {what}", data.display())));
    }
    for process in &writers {
        signal(*process)?;
    }
    if json {
        return say_json(&ReloadJson { processes: writers });
    }
    let processes: Vec<String> = writers.iter().map(ToString::to_string).collect();
    say(&format!(
        "process {} reads its files anew; its log and GET /condition say how it went",
        processes.join(", ")
    ))
}

fn signal(process: u32) -> Result<(), Failure> {
    let cannot =
        |why: String| Failure::new(format!("the server (process {process}) cannot be signalled: {why}"));
    let pid = i32::try_from(process).ok().and_then(Pid::from_raw);
    let pid = pid.ok_or_else(|| cannot("its number is none of a process".to_owned()))?;
    kill_process(pid, Signal::HUP).map_err(|error| cannot(format!("{error}; use the service's user or root")))
}
