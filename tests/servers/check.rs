// SPDX-License-Identifier: MPL-2.0
//! `mintur diary check` run as an administrator runs it: how it ends, and words to act on.

use std::process::Output;

use jiff::civil::DateTime;
use office::time::UnixTime;

use crate::free_port::free_port;
use crate::other::Other;
use crate::program::{Configured, book, zone};
use crate::server::{Make, Server};

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

async fn calendar() -> (Server, Other) {
    let server = Server::start(Make::Radicale).await;
    let other = Other::with_calendar(&server, "tider").await;
    (server, other)
}

fn failed(output: &Output, words: &[&str]) {
    let said = said(output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    for words in words {
        assert!(said.contains(words), "«{words}» is not in: {said}");
    }
    assert!(!said.contains("hemmeligt") && !said.contains("Anna"), "{said}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_works_is_shown_as_it_is_read_and_the_test_hold_is_gone_again() {
    let (_server, other) = calendar().await;
    let today = zone().date(UnixTime::from_unix(jiff::Timestamp::now().as_second()));
    let at = |hour, minute| -> DateTime { today.at(hour, minute, 0, 0) };
    book(&other, "aftale", "1", at(9, 0), at(9, 30)).await;
    let configured = Configured::with_calendar(&other.calendar);
    let looked = configured.check(&[]);
    assert!(looked.status.success(), "{}", said(&looked));
    assert!(said(&looked).contains("desk 1: booked 09:00–09:30"), "{}", said(&looked));
    assert!(said(&looked).contains("desk 2: free 08:00–17:00"), "{}", said(&looked));
    let held = configured.check(&["--hold"]);
    assert!(held.status.success(), "{}", said(&held));
    let words = "holds: one of five minutes was made at desk 1 and withdrawn";
    assert!(said(&held).contains(words), "{}", said(&held));
    assert!(!said(&held).contains("Anna"), "{}", said(&held));
    let left = other.everything().await;
    assert!(left.contains("aftale") && !left.contains("friholdt"), "{left}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_password_names_the_keys_to_look_at() {
    let (_server, other) = calendar().await;
    let configured = Configured::with(&other.calendar, "forkert");
    for more in [&[][..], &["--hold"]] {
        failed(&configured.check(more), &["401", "check user, secret_file", "one calendar cannot be used"]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_address_says_that_no_calendar_is_there() {
    let (server, other) = calendar().await;
    let elsewhere = Configured::with_calendar(&other.calendar.replace("tider", "findes-ikke"));
    let words =
        ["there is no calendar at this address", "name one of the account's calendars: Kalender tider"];
    failed(&elsewhere.check(&["--hold"]), &words);
    let nowhere = Configured::with_calendar(&format!("{}/nobody/here/", server.base()));
    failed(&nowhere.check(&[]), &words);
    let no_calendars =
        crate::stand_in::serve(|_| crate::stand_in::StubResponse::new(200, "<html>Velkommen</html>")).await;
    let no_calendars = Configured::with_calendar(&format!("{no_calendars}/"));
    failed(&no_calendars.check(&[]), &["check"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dead_server_is_distinguished_from_a_wrong_one() {
    let dead = Configured::with_calendar(&format!("http://127.0.0.1:{}/borger/tider/", free_port()));
    let words = [
        "cannot be reached",
        "check address, name service, firewall, certificate and whether the system runs",
    ];
    failed(&dead.check(&["--hold"]), &words);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_calendar_that_may_only_be_read_fails_the_test_hold_and_not_the_look() {
    let (mut server, other) = calendar().await;
    server.only_lets_read().await;
    let configured = Configured::with_calendar(&other.calendar);
    let looked = configured.check(&[]);
    assert!(looked.status.success(), "{}", said(&looked));
    let words = ["the test hold failed", "403", "what this user may do there"];
    failed(&configured.check(&["--hold"]), &words);
}
