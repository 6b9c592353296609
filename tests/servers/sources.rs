// SPDX-License-Identifier: MPL-2.0
//! What an administrator sees of each source while the program runs: its last look, its silence, what was left out or
//! read with doubt, and a refused file.

use serde_json::Value;

use crate::free_port::free_port;
use crate::other::Other;
use crate::program::{Configured, Program, book, the_day, until};
use crate::server::{Make, Server};

const BROKEN: &str = "BEGIN:VEVENT\nUID:engang\nDTSTAMP:20260301T080000Z\nDTSTART:engang\nEND:VEVENT";
const DOUBTFUL: &str =
    "BEGIN:VEVENT\nUID:marsk\nDTSTART;TZID=Marsk Tid:20260304T090000\nDURATION:PT30M\nEND:VEVENT";

async fn sources(program: &Program) -> Vec<Value> {
    program.get("/diary/sources").await["sources"].as_array().cloned().unwrap_or_default()
}

/// How many entries a source has of a kind of problem.
fn count(source: &Value, kind: &str) -> u64 {
    let problems = source["problems"].as_array().unwrap().iter();
    problems.filter(|problem| problem["kind"] == kind).filter_map(|problem| problem["count"].as_u64()).sum()
}

fn calendar(entries: &[&str]) -> String {
    format!("BEGIN:VCALENDAR\nVERSION:2.0\n{}\nEND:VCALENDAR\n", entries.join("\n")).replace('\n', "\r\n")
}

fn ics(address: &str, desk: &str) -> String {
    format!(
        "[[office.diary.sources]]\nkind = \"ics\"\naddress = \"{address}\"\ndesk = \"{desk}\"\n\
         inside_network = true\npoll_seconds = 5\n"
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_source_says_what_was_left_out_what_is_in_doubt_and_which_file_was_refused() {
    let published =
        crate::stand_in::serve(|_| crate::stand_in::StubResponse::new(200, calendar(&[BROKEN, DOUBTFUL])))
            .await;
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("aftaler.csv"), "desk,start,end\n1,snart,senere\nend\n").unwrap();
    let file = format!(
        "[[office.diary.sources]]\nkind = \"file\"\naddress = \"{}\"\npoll_seconds = 5\n",
        folder.path().display()
    );
    let configured = Configured::with_sources(&format!("{}{file}", ics(&format!("{published}/k.ics"), "1")));
    let program = configured.serve().await;
    until("both sources have been looked at", async || {
        sources(&program).await.iter().all(|source| source["last_look"].is_string())
    })
    .await;

    let listed = sources(&program).await;
    let [published, folder] = &listed[..] else { panic!("{listed:?}") };
    assert_eq!((&published["number"], &published["name"]), (&1.into(), &"midtby 1 (ics)".into()));
    assert_eq!((count(published, "left_out"), count(published, "doubt")), (1, 1), "{published}");
    assert_eq!((&folder["name"], count(folder, "refused_file")), (&"midtby 2 (file)".into(), 1));

    let metrics = program.text("/metrics").await;
    for (source, problem) in [("1", "left_out"), ("1", "doubt"), ("2", "refused_file")] {
        let series = format!(
            "mintur_source_problems{{office=\"midtby\",source=\"{source}\",problem=\"{problem}\"}} 1"
        );
        assert!(metrics.contains(&series), "{series} is not in {metrics}");
    }
    assert!(metrics.contains("mintur_source_silent{office=\"midtby\",source=\"1\"} 0"), "{metrics}");
    assert!(metrics.contains("mintur_source_last_look_timestamp_seconds{office=\"midtby\",source=\"2\"} 1"));

    let checked = String::from_utf8(configured.check(&[]).stdout).unwrap();
    for line in ["left out: line", "read with doubt: «Marsk Tid»", "refused file: aftaler.csv, line 2"] {
        assert!(checked.contains(line), "«{line}» is not in {checked}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_silent_source_is_named_to_the_supervisor_and_in_readiness_and_the_kiosk_stays_calm() {
    let server = Server::start(Make::Radicale).await;
    let other = Other::with_calendar(&server, "tider").await;
    let day = the_day();
    book(&other, "aftale", "1", day.at(9, 0, 0, 0), day.at(9, 30, 0, 0)).await;
    let dead = format!("http://127.0.0.1:{}/k.ics", free_port());
    let sources_of = format!("{}{}", Configured::caldav(&other.calendar), ics(&dead, "2"));
    let configured = Configured::with_sources(&sources_of);
    let program = configured.serve().await;

    let silent = async || program.ready().await["silent_sources"]["midtby"].clone();
    until("readiness names the source, and only that one", async || {
        let silent = silent().await;
        silent.as_array().is_some_and(|all| all.len() == 1)
            && silent[0]["source"] == "midtby 2 (ics)"
            && silent[0]["since"].is_string()
    })
    .await;
    let ready = program.ready().await;
    assert_eq!(ready["ready"], true, "the office takes requests all the same: {ready}");
    assert_eq!(silent().await[0]["desks"], serde_json::json!(["2"]));
    until("the other source's bookings are in", async || program.booked(day).await.len() == 1).await;

    let listed = sources(&program).await;
    assert!(listed[0]["silence"].is_null() && listed[0]["last_look"].is_string(), "{}", listed[0]);
    assert!(listed[1]["silence"]["why"].as_str().unwrap().contains("cannot be reached"), "{}", listed[1]);
    assert!(!listed[1].to_string().contains("127.0.0.1"), "an address may be a secret");
    until("the kiosk is told", async || program.view("kiosk").await["diary_silent"] == true).await;
    assert!(program.view("supervisor").await["diary"]["since"].is_string());
    assert!(
        program.text("/metrics").await.contains("mintur_source_silent{office=\"midtby\",source=\"2\"} 1")
    );
}
