// SPDX-License-Identifier: MPL-2.0
//! Generated requests in each role, with the same seed each time: no server error, no status, media type or body that
//! the document does not describe, and nothing invalid accepted.

use std::process::Command;

use crate::demo::Demo;
use crate::{installed, succeeds};

/// Generated requests for each operation in the fuzzing phase; the coverage phase has a fixed number.
const EXAMPLES: &str = "3";
/// A request that is valid by itself may not fit the office's state, and an office without a webhook has no address
/// for it.
const EXCLUDED_CHECKS: &str = "positive_data_acceptance,missing_required_header";

/// Names that exist in the office, so that most requests are about something.
fn configuration(tickets: &[String]) -> String {
    format!(
        r#"
warnings = false

[dictionaries]
tickets = {{ values = {tickets:?} }}
gaps = {{ values = ["g1", "g2", "g3", "g4", "g5", "g6"] }}
desks = {{ values = ["1", "2", "3", "4", "5"] }}
errands = {{ values = ["new_mitid", "restore_mitid", "other"] }}
outcomes = {{ values = ["mitid_issued", "other_errand_done"] }}

[parameters]
"path.office" = "demo"
"path.ticket" = {{ dictionary = "tickets", probability = 0.9 }}
"path.gap" = {{ dictionary = "gaps", probability = 0.9 }}
"path.desk" = {{ dictionary = "desks", probability = 0.9 }}
"body.desk" = {{ dictionary = "desks", probability = 0.9 }}
"body.errand" = {{ dictionary = "errands", probability = 0.9 }}
"body.outcome" = {{ dictionary = "outcomes", probability = 0.9 }}
"#
    )
}

async fn server_conforms_for(role: Option<&str>) {
    let demo = Demo::start().await;
    let file = demo.folder().join("schemathesis.toml");
    std::fs::write(&file, configuration(&demo.check_in(6).await)).unwrap();
    let mut run = Command::new(installed("openapi/bin/schemathesis"));
    run.current_dir(demo.folder()).arg("--config-file").arg(file).arg("run").arg(demo.document());
    run.args(["--url", &demo.base, "--exclude-checks", EXCLUDED_CHECKS, "--max-examples", EXAMPLES]);
    run.args(["--phases", "examples,coverage,fuzzing", "--seed", "11", "--no-color"]);
    // A websocket, which `tests/acceptance/live.rs` checks.
    run.args(["--exclude-path", "/api/offices/{office}/live", "--request-timeout", "15"]);
    if let Some(role) = role {
        run.arg("--header").arg(format!("Authorization: Bearer {}", demo.token(role)));
    }
    succeeds(&mut run);
}

macro_rules! roles {
    ($($test:ident $role:expr;)*) => {$(
        #[tokio::test]
        async fn $test() {
            server_conforms_for($role).await;
        }
    )*};
}

roles! {
    the_server_does_what_it_describes_for_a_kiosk Some("kiosk");
    the_server_does_what_it_describes_for_a_board Some("board");
    the_server_does_what_it_describes_for_a_companion Some("companion");
    the_server_does_what_it_describes_for_a_clerk Some("clerk");
    the_server_does_what_it_describes_for_a_supervisor Some("supervisor");
    the_server_does_what_it_describes_for_an_administrator Some("administrator");
    the_server_does_what_it_describes_for_somebody_without_a_token None;
}
