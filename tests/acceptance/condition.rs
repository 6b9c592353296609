// SPDX-License-Identifier: MPL-2.0
//! What is wrong with the running of an office reaches those who can mend it.

use futures_util::SinkExt;
use serde_json::{Value, json};
use staff::Role;
use tokio_tungstenite::tungstenite::Message;

use crate::actor::{Actor, Screen};
use crate::test_server::TestServer;

/// A board answers a heartbeat and says whether it may be heard.
async fn say(board: &mut Screen, sound: &str) {
    let answer = json!({ "heartbeat": 0, "sound": sound }).to_string();
    board.socket.send(Message::text(answer)).await.unwrap();
}

/// The boards that may not play sound, once there are as many as expected.
async fn silent_boards(supervisor: &Actor, expected: usize) -> Value {
    loop {
        let condition = supervisor.get("/condition").await;
        assert_eq!(condition.status, 200, "{}", condition.body);
        let boards = &condition.body["silent_boards"];
        if boards.as_array().unwrap().len() == expected {
            return boards.clone();
        }
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn the_supervisor_is_told_of_a_board_that_may_not_play_sound_until_it_may() {
    let server = TestServer::opened().await;
    let (supervisor, board) = (server.supervisor(), server.actor(Role::Board));
    let mut screen = board.watch("board").await;
    assert_eq!(silent_boards(&supervisor, 0).await, json!([]));
    say(&mut screen, "blocked").await;
    assert_eq!(silent_boards(&supervisor, 1).await, json!(["board"]));
    say(&mut screen, "allowed").await;
    silent_boards(&supervisor, 0).await;
    say(&mut screen, "blocked").await;
    silent_boards(&supervisor, 1).await;
    drop(screen);
    silent_boards(&supervisor, 0).await;
}

#[tokio::test]
async fn only_a_board_speaks_for_a_board_and_only_leaders_hear_it() {
    let server = TestServer::opened().await;
    let mut clerk = server.clerk().watch("board").await;
    say(&mut clerk, "blocked").await;
    let mut board = server.actor(Role::Board).watch("board").await;
    board.socket.send(Message::text("{\"sound\":17}")).await.unwrap();
    board.socket.send(Message::text("not JSON")).await.unwrap();
    say(&mut board, "blocked").await;
    assert_eq!(silent_boards(&server.supervisor(), 1).await, json!(["board"]), "and it is still connected");
    assert_eq!(server.clerk().get("/condition").await.refused(), (403, "forbidden"));
    assert_eq!(server.stranger().get("/condition").await.refused(), (401, "unauthorized"));
}

#[tokio::test]
async fn a_sound_office_has_nothing_to_say() {
    let server = TestServer::opened().await;
    let calm = json!({
        "not_ready": null, "clock_jump": null, "setup_refused": null, "configuration_refused": null,
        "access_refused": null, "certificate": null,
        "silent_boards": [], "untranslated": [],
    });
    assert_eq!(server.supervisor().get("/condition").await.body, calm);
}
