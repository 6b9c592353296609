// SPDX-License-Identifier: MPL-2.0
//! Windows given beside the promise: from the rules alone while little is known, then foreseen and corrected;
//! on the ticket, the board, the citizen's page and the supervisor's screen.

use std::sync::Arc;
use std::time::Duration;

use jobs::window_job;
use office::time::Length;
use serde_json::{Value, json};
use staff::Role;

use crate::actor::{Actor, with_photo};
use crate::test_server::TestServer;

async fn foreseen_house() -> TestServer {
    let server = TestServer::opened().await;
    let (handle, follower) = (server.handle.clone(), Arc::clone(&server.follower));
    tokio::spawn(window_job::run(handle, follower, Duration::from_millis(1), std::future::pending()));
    server
}

/// Waits until the ledger has a window of a ticket.
async fn window_of_ticket(server: &TestServer, ticket: &Value) -> Value {
    let mut after = 0;
    loop {
        let page = server.supervisor().get(&format!("/ledger?after={after}")).await.body;
        let events = page["events"].as_array().unwrap();
        for event in events {
            after = event["seq"].as_u64().unwrap();
            let windows = event["windows"].as_array();
            if let Some(row) = windows.into_iter().flatten().find(|row| row["ticket"] == ticket["id"]) {
                return row.clone();
            }
        }
        if events.is_empty() {
            server.handle.change_after(after).await;
        }
    }
}

async fn visit(server: &TestServer, clerk: &Actor) {
    let ticket = server.kiosk().check_in().await;
    window_of_ticket(server, &ticket).await;
    server.clock.pass(Length::minutes(1));
    assert_eq!(clerk.call_next("1").await.status, 201);
    server.clock.pass(Length::minutes(1));
    let done = json!({ "outcome": "mitid_issued" });
    assert_eq!(clerk.step(&ticket, "completion", done).await.status, 200);
}

#[tokio::test]
async fn below_thirty_visits_the_promise_is_the_window_and_the_supervisor_is_told_so() {
    let server = foreseen_house().await;
    let ticket = server.kiosk().check_in().await;
    assert_eq!(window_of_ticket(&server, &ticket).await["window"], Value::Null, "nothing a person would see");
    let path = format!("/tickets/{}", ticket["id"].as_str().unwrap());
    let ticket = server.kiosk().get(&path).await.body;
    assert_eq!(ticket["window"]["from"], "rules");
    assert_eq!(ticket["window"]["latest"], ticket["promise"]["latest"]);
    let secret = ticket["links"]["page"].as_str().unwrap().trim_start_matches("/t/");
    let mut page = server.stranger().watch(&format!("ticket:{secret}")).await;
    assert_eq!(page.next().await["texts"]["sure"], "", "a promise is not eight of ten");
    let view = server.supervisor().watch("supervisor").await.next().await;
    assert_eq!((&view["windows"]["visits"], &view["windows"]["needed"]), (&json!(0), &json!(30)));
    assert_eq!(view["windows"]["held"], Value::Null);
}

#[tokio::test]
async fn after_thirty_visits_people_read_when_they_will_probably_be_called() {
    let server = foreseen_house().await;
    let clerk = server.clerk();
    for _ in 0..30 {
        visit(&server, &clerk).await;
    }
    let mut body = with_photo();
    body["language"] = json!("en");
    let ticket = server.kiosk().check_in_with(uuid::Uuid::new_v4(), body).await.body;
    let row = window_of_ticket(&server, &ticket).await;
    assert!(row["window"].is_object(), "{row}");
    let path = format!("/tickets/{}", ticket["id"].as_str().unwrap());
    let now = server.kiosk().get(&path).await.body;
    assert_eq!(now["promise"], ticket["promise"], "the promise stands");
    assert_eq!(now["window"]["from"], "foresight");
    let (window, promise) =
        (now["window"]["latest"].as_str().unwrap(), now["promise"]["latest"].as_str().unwrap());
    assert!(window <= promise, "{window} {promise}");
    let board = server.actor(Role::Board).watch("board").await.next().await;
    assert_eq!(board["waiting"][0]["latest"], now["window"]["latest"]);
    let secret = ticket["links"]["page"].as_str().unwrap().trim_start_matches("/t/");
    let mut page = server.stranger().watch(&format!("ticket:{secret}")).await;
    let texts = page.next().await["texts"].clone();
    let said = texts["window"].as_str().unwrap();
    assert!(said.contains("probably") && said.contains("at the latest"), "{said}");
    assert_eq!(texts["sure"], "8 of 10 people are called within this time.");
    let view = server.supervisor().watch("supervisor").await.next().await;
    assert_eq!(view["windows"]["visits"], 30);
    assert_eq!(view["windows"]["held"], Value::Null, "nobody with a window has been called yet");
}
