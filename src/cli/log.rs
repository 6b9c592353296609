//! The program's own log, on standard error. `MINTUR_LOG` chooses what is in it, as
//! `MINTUR_LOG=mintur=debug`.

use tracing_subscriber::EnvFilter;

const VARIABLE: &str = "MINTUR_LOG";

/// Starts the log; `usual` holds when the environment says nothing.
pub(super) fn start(usual: &str) {
    let filter = EnvFilter::try_from_env(VARIABLE).unwrap_or_else(|_| EnvFilter::new(usual));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // Only the first log of a process counts, as in tests.
    drop(log.try_init());
}
