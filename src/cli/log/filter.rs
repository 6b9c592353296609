// SPDX-License-Identifier: MPL-2.0
//! What is in the log: a level for Mintur itself, and levels for parts of it or of what it is built from.

use tracing_subscriber::EnvFilter;

use config::LogLevel;

/// The crates of this program, by which the log names its parts. `mintur` is the program and stands for all of them.
const PARTS: [&str; 17] = [
    "mintur",
    "api",
    "appointments",
    "config",
    "decode",
    "demo",
    "forecast",
    "i18n",
    "jobs",
    "ledger",
    "office",
    "report",
    "runtime",
    "server",
    "simulation",
    "staff",
    "statistics",
];
const LEVELS: [&str; 6] = ["off", "error", "warn", "info", "debug", "trace"];

/// The part of a filter that cannot be understood.
#[derive(Debug, PartialEq, Eq)]
pub struct InvalidFilter(pub String);

pub fn of_level(level: LogLevel) -> EnvFilter {
    EnvFilter::new(whole_program(level.name()))
}

/// `debug`, or `info,server=debug,hyper=info`: a level alone is that of the whole program.
pub fn parse(text: &str) -> Result<EnvFilter, InvalidFilter> {
    EnvFilter::try_new(directives(text)?).map_err(|_| InvalidFilter(text.to_owned()))
}

fn directives(text: &str) -> Result<String, InvalidFilter> {
    let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    let directives: Result<Vec<String>, InvalidFilter> = parts.map(directive).collect();
    let directives = directives?;
    if directives.is_empty() { Err(InvalidFilter(text.to_owned())) } else { Ok(directives.join(",")) }
}

fn directive(part: &str) -> Result<String, InvalidFilter> {
    let invalid = || InvalidFilter(part.to_owned());
    let (target, level) = part.rsplit_once('=').map_or((None, part), |(target, level)| (Some(target), level));
    let level = level.to_ascii_lowercase();
    if !LEVELS.contains(&level.as_str()) {
        return Err(invalid());
    }
    match target {
        None | Some("mintur") => Ok(whole_program(&level)),
        Some("") => Err(invalid()),
        Some(target) => Ok(format!("{target}={level}")),
    }
}

/// What Mintur is built from says only what is wrong.
fn whole_program(level: &str) -> String {
    let others = if matches!(level, "off" | "error") { level } else { "warn" };
    let parts = PARTS.map(|part| format!("{part}={level}"));
    format!("{others},{}", parts.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_alone_is_that_of_all_of_mintur_and_of_nothing_else() {
        let debug = directives("debug").unwrap();
        assert!(debug.starts_with("warn,mintur=debug,") && debug.ends_with(",statistics=debug"), "{debug}");
        assert_eq!(directives("mintur=DEBUG").unwrap(), debug);
        assert_eq!(directives(" info, server::live=trace ").unwrap(), {
            format!("{},server::live=trace", directives("info").unwrap())
        });
        assert!(directives("off").unwrap().starts_with("off,"));
    }

    #[test]
    fn what_is_no_filter_is_named() {
        for (text, part) in [
            ("infos", "infos"),
            ("info,server=loud", "server=loud"),
            ("", ""),
            ("=debug", "=debug"),
            (",", ","),
        ] {
            assert_eq!(directives(text), Err(InvalidFilter(part.to_owned())), "{text}");
        }
    }

    #[test]
    fn every_crate_is_a_part() {
        let manifest = include_str!("../../../Cargo.toml");
        let members = manifest.lines().filter_map(|line| line.trim().strip_prefix("\"src/"));
        let members: Vec<&str> = members.filter_map(|line| line.strip_suffix("\",")).collect();
        assert_eq!(members.len() + 1, PARTS.len());
        assert!(members.iter().all(|member| PARTS.contains(member)), "{members:?}");
    }
}
