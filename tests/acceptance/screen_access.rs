// SPDX-License-Identifier: MPL-2.0
//! A screen that is not let in can ask why, and is told the same as its websocket was.

use serde_json::json;
use staff::Role;
use tokio_tungstenite::tungstenite::Error;

use crate::actor::Actor;
use crate::test_server::TestServer;

async fn access(actor: &Actor, view: &str) -> String {
    let answer = actor.get(&format!("/access?view={view}")).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.body["access"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_screen_is_told_why_it_is_not_let_in() {
    let server = TestServer::opened().await;
    for view in ["kiosk", "board", "desk:1", "supervisor", "report"] {
        assert_eq!(access(&server.stranger(), view).await, "no_token");
        assert_eq!(access(&server.with_token("a token nobody gave out"), view).await, "unknown_token");
        assert_eq!(access(&server.actor(Role::Administrator), view).await, "granted");
    }
    assert_eq!(access(&server.actor(Role::Board), "kiosk").await, "role_may_not");
    let refused = server.clerk().get("/access?view=supervisor").await.body;
    assert_eq!(refused["role"], "clerk");
    assert!(refused["roles"].as_array().unwrap().contains(&json!("supervisor")), "{refused}");
}

#[tokio::test]
async fn a_desk_that_does_not_exist_is_reported_with_those_that_do_and_only_to_those_who_may_know() {
    let server = TestServer::opened().await;
    let answer = server.clerk().get("/access?view=desk:9").await.body;
    let desks =
        json!([{ "desk": "1", "name": "1" }, { "desk": "2", "name": "2" }, { "desk": "3", "name": "3" }]);
    assert_eq!((&answer["access"], &answer["desks"]), (&json!("unknown_desk"), &desks));
    for (actor, access) in [(server.kiosk(), "role_may_not"), (server.stranger(), "no_token")] {
        let answer = actor.get("/access?view=desk:9").await.body;
        assert_eq!((&answer["access"], &answer["desks"]), (&json!(access), &json!([])));
    }
    assert_eq!(server.clerk().get("/access?view=hall").await.refused(), (400, "bad_request"));
}

#[tokio::test]
async fn the_question_is_answered_as_the_websocket_is() {
    let server = TestServer::opened().await;
    let mut senders: Vec<Actor> = Role::ALL.into_iter().map(|role| server.actor(role)).collect();
    senders.extend([server.stranger(), server.with_token("a token nobody gave out")]);
    for view in ["kiosk", "board", "desk:1", "desk:9", "supervisor"] {
        for sender in &senders {
            let is_let_in = match sender.try_watch(view).await {
                Ok(_) => true,
                Err(Error::Http(_)) => false,
                Err(other) => panic!("{view}: {other}"),
            };
            assert_eq!(access(sender, view).await == "granted", is_let_in, "{view}");
        }
    }
}
