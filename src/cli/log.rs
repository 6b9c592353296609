// SPDX-License-Identifier: MPL-2.0
//! The program's own log, on standard error. `MINTUR_LOG` chooses what is in it, as
//! `MINTUR_LOG=mintur=debug`.

use tracing_subscriber::EnvFilter;

const VARIABLE: &str = "MINTUR_LOG";

/// Starts the log; `usual` holds when the environment says nothing.
pub(super) fn start(usual: &str) {
    let filter = EnvFilter::try_from_env(VARIABLE).unwrap_or_else(|_| EnvFilter::new(usual));
    // A log that cannot be written must not end the office: the disk may be full, or the reader gone.
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .log_internal_errors(false);
    // Only the first log of a process counts, as in tests.
    drop(log.try_init());
}
