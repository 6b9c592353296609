// SPDX-License-Identifier: MPL-2.0
//! The program's own log, on standard error: one event, one line. `MINTUR_LOG` chooses what is in it and
//! `MINTUR_LOG_FORMAT` for whom it is written, before what the configuration says.

mod filter;
mod format;

use std::env;
use std::io::{IsTerminal, stderr};
use std::sync::{Mutex, PoisonError};

use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::reload::{self, Handle};
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Registry};

use config::{LogFormat, LogLevel};
use filter::InvalidFilter;

const LEVEL: &str = "MINTUR_LOG";
const FORMAT: &str = "MINTUR_LOG_FORMAT";

/// The level of the configuration that the running log has, and the way to give it another.
static FOLLOWED: Mutex<Option<(LogLevel, Handle<EnvFilter, Registry>)>> = Mutex::new(None);

/// Starts the log; these hold where the environment says nothing, or nothing that can be understood.
pub(super) fn start(level: LogLevel, log_format: LogFormat) {
    let (filter, bad_filter) = match env::var(LEVEL).ok().map(|text| (filter::parse(&text), text)) {
        Some((Ok(filter), _)) => (filter, None),
        Some((Err(error), text)) => (filter::of_level(level), Some((error, text))),
        None => (filter::of_level(level), None),
    };
    let named = env::var(FORMAT).ok();
    let known =
        named.as_deref().and_then(|name| LogFormat::ALL.into_iter().find(|known| known.name() == name));
    let layer = format::layer(resolved(known.unwrap_or(log_format)), stderr);
    let (filter, handle) = reload::Layer::new(filter);
    // Only the first log of a process counts, as in tests.
    if tracing_subscriber::registry().with(filter).with(layer).try_init().is_ok() {
        *FOLLOWED.lock().unwrap_or_else(PoisonError::into_inner) = Some((level, handle));
    }
    if let Some((InvalidFilter(part), value)) = bad_filter {
        let used = level.name();
        tracing::warn!(
            value,
            part,
            used,
            "MINTUR_LOG is not understood; write a level, such as debug, or a part and its level, such as server=debug"
        );
    }
    if let (Some(value), None) = (named, known) {
        tracing::warn!(value, "MINTUR_LOG_FORMAT is not understood; write auto, text, json or journal");
    }
}

/// Takes over the level of a configuration that was read anew. The environment goes before it, as at the start.
pub(super) fn follow(level: LogLevel) {
    let mut followed = FOLLOWED.lock().unwrap_or_else(PoisonError::into_inner);
    let Some((before, handle)) = followed.as_mut().filter(|(before, _)| *before != level) else { return };
    if env::var(LEVEL).is_ok_and(|text| filter::parse(&text).is_ok()) {
        return tracing::warn!(
            log_level = level.name(),
            "MINTUR_LOG goes before the level of the configuration"
        );
    }
    let tell = |from: LogLevel| {
        tracing::info!(from = from.name(), to = level.name(), "the level of the log is changed");
    };
    // Said by whichever of the two says more.
    if level < *before {
        tell(*before);
    }
    if let Err(error) = handle.reload(filter::of_level(level)) {
        return tracing::error!(%error, "the level of the log could not be changed");
    }
    if level > *before {
        tell(*before);
    }
    *before = level;
}

fn resolved(format: LogFormat) -> format::Format {
    match format {
        LogFormat::Json => format::Format::Json,
        LogFormat::Journal => format::Format::Journal,
        LogFormat::Auto if is_read_by_journal() => format::Format::Journal,
        LogFormat::Auto | LogFormat::Text => {
            let is_for_eyes =
                stderr().is_terminal() && env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
            if is_for_eyes { format::Format::Terminal } else { format::Format::Text }
        }
    }
}

/// systemd names the device and inode of the stream that it reads (systemd.exec(5), `JOURNAL_STREAM`): standard error
/// may have been sent elsewhere since.
fn is_read_by_journal() -> bool {
    let Ok(stream) = env::var("JOURNAL_STREAM") else { return false };
    rustix::fs::fstat(stderr()).is_ok_and(|found| stream == format!("{}:{}", found.st_dev, found.st_ino))
}
