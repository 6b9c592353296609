// SPDX-License-Identifier: MPL-2.0
//! What an office shows of itself on its screens, its logo and its colour.

use std::sync::Arc;

use futures_util::StreamExt;
use serde_json::{Value, json};
use server::{Branding, Logo};
use staff::Role;

use crate::actor::Screen;
use crate::test_server::TestServer;

const DRAWING: &str = include_str!("../../config/demo-logo.svg");

/// Gives the office a logo and a colour; answers with the logo's address.
fn brand(server: &TestServer, drawing: &str) -> String {
    let logo = Logo::of(drawing.to_owned()).unwrap();
    let address = format!("/logo/demo/{}", logo.file_name());
    server.branding.replace(Branding { logo: Some(Arc::new(logo)), colour: Some("#1d4f6e".to_owned()) });
    address
}

async fn heartbeat(screen: &mut Screen) -> Value {
    loop {
        let message = screen.socket.next().await.unwrap().unwrap();
        let said: Value = serde_json::from_str(message.to_text().unwrap()).unwrap_or_default();
        if said["heartbeat"].is_string() {
            return said;
        }
    }
}

#[tokio::test]
async fn an_open_screen_takes_over_a_logo_and_a_colour_with_the_next_heartbeat() {
    let server = TestServer::opened().await;
    let mut board = server.actor(Role::Board).watch("board").await;
    assert_eq!(heartbeat(&mut board).await["branding"], Value::Null);
    let logo = brand(&server, DRAWING);
    let said = heartbeat(&mut board).await;
    assert_eq!(said["branding"], json!({ "logo": logo, "logo_ratio": 1.0, "colour": "#1d4f6e" }));
    let (_, page) = server.stranger().page("/board").await;
    for (name, content) in [("logo", logo.as_str()), ("logo-ratio", "1"), ("colour", "#1d4f6e")] {
        let meta = format!("<meta name=\"mintur-{name}\" content=\"{content}\" />");
        assert!(page.contains(&meta), "{meta}: {page}");
    }
}

#[tokio::test]
async fn a_logo_is_kept_for_ever_under_an_address_that_is_of_this_picture_alone() {
    let server = TestServer::opened().await;
    let (first, second) = (brand(&server, DRAWING), brand(&server, &DRAWING.replace("#fff", "#fefefe")));
    let stranger = server.stranger();
    assert_eq!(stranger.page(&first).await.0, 404, "a picture the office no longer has");
    assert_eq!(stranger.page(&second.replace("/demo/", "/nobody/")).await.0, 404);
    let answer = stranger.request(reqwest::Method::GET, &second).send().await.unwrap();
    let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(header("content-type"), "image/svg+xml");
    assert!(header("cache-control").contains("immutable"));
    let policy = header("content-security-policy");
    assert!(policy.contains("default-src 'none'") && policy.contains("sandbox"), "{policy}");
    assert_eq!(header("x-content-type-options"), "nosniff");
    let long = DRAWING.replace("</svg>", &format!("{}</svg>", "<path d=\"M1 1h1\"/>".repeat(100)));
    let long = brand(&server, &long);
    let packed = stranger.request(reqwest::Method::GET, &long).header("accept-encoding", "gzip");
    assert_eq!(packed.send().await.unwrap().headers()["content-encoding"], "gzip");
}

#[tokio::test]
async fn a_citizens_page_begins_with_the_offices_band_and_says_its_name_once() {
    let server = TestServer::opened().await;
    let ticket = server.kiosk().check_in().await;
    let path = ticket["links"]["page"].as_str().unwrap();
    let name = "Borgerservice";
    let times = |page: &str| page.matches(name).count();
    let (_, plain) = server.stranger().page(path).await;
    assert!(!plain.contains("<header") && times(&plain) == 1, "{plain}");
    let logo = brand(&server, DRAWING);
    let (_, branded) = server.stranger().page(path).await;
    assert!(branded.contains("<header class=\"is-coloured\" style=\"--office:#1d4f6e\">"), "{branded}");
    let image = format!("<img src=\"{logo}\" alt=\"\" style=\"aspect-ratio:auto 1\" />");
    assert!(branded.contains(&image) && times(&branded) == 1, "{branded}");
}
