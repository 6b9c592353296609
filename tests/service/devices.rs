// SPDX-License-Identifier: MPL-2.0
//! Screens that are let in, or not, while the service runs.

use std::process::Command;

use serde_json::{Value, json};

use crate::{Configured, KIOSK, PATIENCE};

/// What a command says on standard output, as JSON.
fn command(configured: &Configured, args: &[&str]) -> Value {
    let done = Command::new(env!("CARGO_BIN_EXE_mintur"))
        .args(args)
        .args(["--json", "--config"])
        .arg(configured.0.path().join("mintur.toml"))
        .output()
        .unwrap();
    assert!(done.status.success(), "{args:?}: {}", String::from_utf8_lossy(&done.stderr));
    serde_json::from_slice(&done.stdout).unwrap()
}

#[tokio::test]
async fn a_command_on_the_machine_lets_a_screen_in_and_takes_its_access_away_while_the_service_runs() {
    let configured = Configured::with(&["midtby"], "Europe/Copenhagen");
    let service = configured.serve(&[]);
    let post = |path: &str, body: Value| {
        let request = service.client.post(format!("{}/api/offices/midtby{path}", service.base));
        async move { request.json(&body).send().await.unwrap().json::<Value>().await.unwrap() }
    };
    let asked = post("/pairings", json!({ "screen": "kiosk" })).await;
    let code = asked["code"].as_str().unwrap();
    let confirm = ["devices", "confirm", code, "--role", "kiosk", "--name", "entrance"];
    assert_eq!(command(&configured, &confirm)["device"]["actor"], "kiosk:entrance");
    let outcome = post("/pairings/outcome", json!({ "secret": asked["secret"] })).await;
    let token = outcome["token"].as_str().unwrap().to_owned();
    let status = async || {
        let request = service.client.get(format!("{}/api/offices/midtby", service.base));
        request.bearer_auth(&token).send().await.unwrap().status().as_u16()
    };
    // The service follows what another process wrote within a second.
    let until = async |wanted: u16| while status().await != wanted {};
    tokio::time::timeout(PATIENCE, until(200)).await.expect("the screen is let in");
    let listed = command(&configured, &["devices", "list"]);
    assert_eq!(listed["devices"][0]["name"], "entrance");
    assert!(!listed.to_string().contains(&token));
    command(&configured, &["devices", "revoke", "entrance"]);
    tokio::time::timeout(PATIENCE, until(401)).await.expect("its access is gone");
}

#[tokio::test]
async fn a_screen_of_another_office_is_told_so() {
    let configured = Configured::with(&["midtby", "nord"], "Europe/Copenhagen");
    configured.allow(&["nord"], KIOSK);
    let service = configured.serve(&[]);
    let address = format!("{}/api/offices/midtby/access?view=kiosk", service.base);
    let answer = service.client.get(address).bearer_auth(KIOSK).send().await.unwrap();
    assert_eq!(answer.json::<Value>().await.unwrap()["access"], "other_office");
}
