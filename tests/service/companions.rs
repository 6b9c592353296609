// SPDX-License-Identifier: MPL-2.0
//! Companions who are enrolled from the command line while the service runs.

use std::process::Command;

use serde_json::{Value, json};

use crate::{Configured, KIOSK, PATIENCE};

/// What a command says on standard output, as JSON; or what it refuses.
fn command(configured: &Configured, args: &[&str]) -> Result<Value, String> {
    let done = Command::new(env!("CARGO_BIN_EXE_mintur"))
        .args(args)
        .args(["--json", "--config"])
        .arg(configured.0.path().join("mintur.toml"))
        .output()
        .unwrap();
    if !done.status.success() {
        return Err(String::from_utf8_lossy(&done.stderr).into_owned());
    }
    Ok(serde_json::from_slice(&done.stdout).unwrap())
}

const ADMINISTRATOR: &str = "the-token-of-an-administrator";

#[tokio::test]
async fn companions_enrolled_and_disabled_on_the_machine_are_known_at_the_kiosk_while_the_service_runs() {
    let configured = Configured::with(&["midtby"], "Europe/Copenhagen");
    configured.write(
        "access.toml",
        &format!(
            "[[tokens]]\nrole = \"kiosk\"\ntoken = \"{KIOSK}\"\n\
             [[tokens]]\nrole = \"administrator\"\ntoken = \"{ADMINISTRATOR}\"\n"
        ),
    );
    let service = configured.serve(&[]);
    let address = |path: &str| format!("{}/api/offices/midtby{path}", service.base);
    let shown = async |code: &str| {
        let request = service.client.post(address("/companion")).bearer_auth(KIOSK);
        request.json(&json!({ "code": code })).send().await.unwrap().status().as_u16()
    };
    // The service follows what another process wrote within a second.
    let until = async |key: &str, wanted: bool| {
        loop {
            let request = service.client.get(address("/companions")).bearer_auth(ADMINISTRATOR);
            let listed: Value = request.send().await.unwrap().json().await.unwrap();
            if !matches!(&listed["companions"][0][key], Value::Null | Value::Bool(false)) == wanted {
                return;
            }
        }
    };
    let add = ["companions", "add", "c-30", "--unit", "Center for Mestring", "--new-card"];
    let added = command(&configured, &add).unwrap();
    let (code, card) = (added["code"].as_str().unwrap(), added["card_number"].as_str().unwrap());
    tokio::time::timeout(PATIENCE, until("has_card", true)).await.expect("the companion is known");
    assert_eq!((shown(card).await, shown(code).await), (200, 200));
    let taken = command(&configured, &add).unwrap_err();
    assert!(taken.contains("there is a companion of this reference"), "{taken}");
    let reset = command(&configured, &["companions", "reset", "c-30"]).unwrap();
    let other = reset["code"].as_str().unwrap();
    tokio::time::timeout(PATIENCE, until("has_card", false)).await.expect("the other code is known");
    assert_eq!((shown(card).await, shown(code).await, shown(other).await), (404, 404, 200));
    command(&configured, &["companions", "disable", "c-30"]).unwrap();
    tokio::time::timeout(PATIENCE, until("disabled_at", true)).await.expect("they are kept out");
    assert_eq!(shown(other).await, 404);
    let listed = command(&configured, &["companions", "list"]).unwrap();
    assert_eq!(listed["companions"][0]["reference"], "c-30");
    assert!([code, card, other].iter().all(|secret| !listed.to_string().contains(secret)));
    let data = configured.0.path().join("data");
    let erase = ["person", "erase", "c-30", "--data", data.to_str().unwrap()];
    let done = Command::new(env!("CARGO_BIN_EXE_mintur")).args(erase).output().unwrap();
    let said = String::from_utf8(done.stdout).unwrap();
    assert!(done.status.success() && said.contains("c-30 is not among the enrolled any more"), "{said}");
    assert_eq!(command(&configured, &["companions", "list"]).unwrap()["companions"], json!([]));
}
