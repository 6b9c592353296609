// SPDX-License-Identifier: MPL-2.0
//! What the log of a running server tells those who watch over it.

use std::fs;

use rustix::process::Signal;
use serde_json::{Value, json};

use crate::{Configured, KIOSK};

#[tokio::test]
async fn who_is_not_let_in_is_one_line_with_the_id_of_the_answer_and_without_the_token() {
    let configured = Configured::with(&["midtby"], "Europe/Copenhagen");
    let service = configured.serve_in(&[("MINTUR_LOG_FORMAT", "json")], &[]);
    let address = format!("{}/api/offices/midtby/ledger", service.base);
    for (token, credential, code) in
        [("a-token-that-was-stolen", "unknown", "unauthorized"), (KIOSK, "kiosk", "forbidden")]
    {
        let asked = service.client.get(&address).bearer_auth(token).header("x-request-id", "of-a-stranger");
        let answer = asked.send().await.unwrap();
        let id = answer.headers()["x-request-id"].to_str().unwrap().to_owned();
        assert_ne!(id, "of-a-stranger", "anybody could write that");
        let line = service.says("a request was not let in");
        assert!(!line.contains(token), "{line}");
        let line: Value = serde_json::from_str(&line).unwrap();
        assert_eq!(line["span"]["id"], id.as_str());
        assert_eq!((&line["code"], &line["level"]), (&json!(code), &json!("WARN")), "{line}");
        assert_eq!(line["route"], "/api/offices/{office}/ledger");
        assert_eq!((&line["address"], &line["method"]), (&json!("127.0.0.1"), &json!("GET")));
        assert!(line["credential"].as_str().unwrap().starts_with(credential), "{line}");
    }
    for _ in 0..200 {
        let answer = service.client.get(&address).bearer_auth("a-guess").send().await.unwrap();
        assert!(matches!(answer.status().as_u16(), 401 | 429));
    }
    service.signal(Signal::TERM);
    service.says("closing");
    let lines = service.passed.borrow().iter().filter(|line| line.contains("not let in")).count();
    assert!(lines < 20, "{lines} lines of one stranger");
}

#[tokio::test]
async fn a_proxys_request_id_goes_through_to_the_answer() {
    let configured = Configured::with(&["midtby"], "Europe/Copenhagen");
    let file = configured.0.path().join("mintur.toml");
    let text = fs::read_to_string(&file).unwrap();
    configured.write(
        "mintur.toml",
        &text.replacen("[server]\n", "[server]\ntrusted_proxies = [\"127.0.0.1\"]\n", 1),
    );
    let service = configured.serve(&[]);
    let asked =
        service.client.get(format!("{}/healthz", service.base)).header("x-request-id", "4bf92f3577b34da6");
    assert_eq!(asked.send().await.unwrap().headers()["x-request-id"], "4bf92f3577b34da6");
}

#[tokio::test]
async fn the_log_has_no_colours_in_a_file_and_says_what_it_does_not_understand() {
    let configured = Configured::with(&["midtby"], "Europe/Copenhagen");
    let environment = [("MINTUR_LOG", "infos"), ("MINTUR_LOG_FORMAT", "xml")];
    let service = configured.serve_in(&environment, &[]);
    assert!(service.said_before("MINTUR_LOG is not understood") && service.said_before("part=\"infos\""));
    assert!(service.said_before("MINTUR_LOG_FORMAT is not understood"));
    service.signal(Signal::TERM);
    assert!(!service.says("closing").contains('\u{1b}') && !service.said_before("\u{1b}"));
}

#[tokio::test]
async fn a_log_for_systemd_begins_with_the_priority_and_debug_tells_each_request() {
    let configured = Configured::with(&["midtby"], "Europe/Copenhagen");
    let file = configured.0.path().join("mintur.toml");
    let text = fs::read_to_string(&file).unwrap();
    let log = "[server]\nlog_level = \"debug\"\nlog_format = \"journal\"\n";
    configured.write("mintur.toml", &text.replacen("[server]\n", log, 1));
    let service = configured.serve(&[]);
    service.ready().await;
    let line = service.says("answered");
    assert!(line.starts_with("<7>DEBUG request{id=") && line.contains("/readyz"), "{line}");
}

#[tokio::test]
async fn a_changed_setup_that_the_office_takes_over_is_said() {
    let configured = Configured::with(&["midtby"], "Europe/Copenhagen");
    let took_over = "the office takes over the changed setup";
    assert!(!configured.serve(&[]).said_before(took_over), "a new office takes over nothing");
    assert!(!configured.serve(&[]).said_before(took_over), "nor one whose configuration stays");
    let text = fs::read_to_string(configured.0.path().join("mintur.toml")).unwrap();
    configured.write("mintur.toml", &text.replace("Borgerservice Prøveby", "Borgerservice Nord"));
    assert!(configured.serve(&[]).said_before(took_over));
}
