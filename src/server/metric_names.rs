// SPDX-License-Identifier: MPL-2.0
//! Every metric of Mintur's own, and what it says.

use metrics::{describe_counter, describe_gauge, describe_histogram};

const GAUGES: [(&str, &str); 22] = [
    ("mintur_build_info", "The version and the commit that run here; the value is always 1."),
    ("mintur_ready", "Whether the office takes requests, as in /readyz."),
    ("mintur_office_answers", "Whether the office's thread answered when it was last asked for its figures."),
    ("mintur_waiting", "Tickets that wait."),
    ("mintur_tickets", "Tickets of today by what they do."),
    ("mintur_oldest_wait_seconds", "How long the ticket that waits longest has waited; 0 when nobody waits."),
    ("mintur_promises", "Promises of today by what became of them."),
    ("mintur_promises_at_risk", "Waiting tickets whose place begins after their promise."),
    ("mintur_ledger_seq", "The number of the last event in the ledger."),
    (
        "mintur_ledger_bytes",
        "What the ledger takes on disk, with its write-ahead file, as of the last commit.",
    ),
    ("mintur_disk_full", "Whether the disk is full: the office reads and does not write."),
    ("mintur_clock_in_doubt", "Whether the machine's clock is not followed."),
    ("mintur_clock_jump_seconds", "How far the machine's clock jumped ahead within the last day."),
    ("mintur_clock_behind_seconds", "How far the machine's clock is behind the office's time."),
    (
        "mintur_setup_refused",
        "Whether the office refuses its setup in the configuration and goes on with its earlier one.",
    ),
    ("mintur_access_refused", "Whether the access file was refused when it was read anew."),
    (
        "mintur_source_silent",
        "Whether an appointment system does not answer, or has not answered since the start.",
    ),
    (
        "mintur_source_last_look_timestamp_seconds",
        "When an appointment system was last read, in Unix time; 0 for never.",
    ),
    (
        "mintur_source_problems",
        "Entries that were left out, doubtful, missing or refused at the last look, by kind.",
    ),
    (
        "mintur_certificate_ends_timestamp_seconds",
        "When the certificate of the server itself ends, in Unix time.",
    ),
    ("mintur_certificate_refused", "Whether the certificate's files were refused when they were read anew."),
    ("mintur_live_connections", "Screens and phones with a live view open."),
];

const COUNTERS: [(&str, &str); 4] = [
    ("mintur_requests_total", "Requests answered, by route, method and status."),
    ("mintur_problems_total", "Error responses, by code."),
    ("mintur_refusals_total", "What an office refused by its rules, by code."),
    ("mintur_connections_refused_total", "Connections closed at once: their address had as many as it may."),
];

const HISTOGRAMS: [(&str, &str); 2] = [
    ("mintur_request_seconds", "How long requests took."),
    ("mintur_events_per_commit", "Events written to the ledger with one sync."),
];

/// Tells the recorder what each metric is.
pub fn describe() {
    for (name, text) in GAUGES {
        describe_gauge!(name, text);
    }
    for (name, text) in COUNTERS {
        describe_counter!(name, text);
    }
    for (name, text) in HISTOGRAMS {
        describe_histogram!(name, text);
    }
}
