// SPDX-License-Identifier: MPL-2.0
use super::*;
use std::net::SocketAddr;

const EXAMPLE: &str = include_str!("../../config/mintur.toml");
const DEMO: &str = include_str!("../../config/demo.toml");

fn message(text: &str) -> String {
    parse("mintur.toml", text).unwrap_err().to_string()
}

/// The example with one line put in place of another; with the line's number.
fn changed(from: &str, to: &str) -> (String, usize) {
    // A whole line where there is one; the comments speak of keys too.
    let at = EXAMPLE.find(&format!("\n{from}")).map(|at| at + 1).or_else(|| EXAMPLE.find(from));
    let at = at.unwrap_or_else(|| panic!("«{from}» is not in the example"));
    let (before, after) = EXAMPLE.split_at(at);
    (format!("{before}{to}{}", &after[from.len()..]), line_of(at))
}

fn line_of(at: usize) -> usize {
    EXAMPLE[..at].matches('\n').count() + 1
}

#[track_caller]
fn refused(from: &str, to: &str, remedy: &str) {
    let (text, line) = changed(from, to);
    let message = message(&text);
    assert!(message.contains(&format!("mintur.toml:{line}: ")), "line {line}: {message}");
    assert!(message.contains(remedy), "{message}");
}

#[test]
fn the_commented_example_is_a_configuration_that_works() {
    let config = parse("mintur.toml", EXAMPLE).unwrap();
    assert_eq!(config.offices.len(), 1);
    assert_eq!(config.offices[0].setup.id.as_str(), "midtby");
    assert_eq!(config.offices[0].plan.0.len(), 10);
}

#[test]
fn the_demo_office_is_a_configuration_that_works() {
    let config = parse("config/demo.toml", DEMO).unwrap();
    assert_eq!(config.offices[0].setup.desks.len(), 5);
}

#[test]
fn every_default_the_example_shows_is_the_default_that_holds() {
    let plain = parse("mintur.toml", EXAMPLE).unwrap();
    let is_default = |line: &str| {
        line.strip_prefix('#')
            .is_some_and(|rest| rest.starts_with(|letter: char| letter.is_ascii_lowercase()))
    };
    let shown: Vec<usize> =
        EXAMPLE.lines().enumerate().filter(|(_, line)| is_default(line)).map(|(at, _)| at).collect();
    assert!(shown.len() > 20, "the example shows its defaults");
    for at in shown {
        let with =
            |(line, text): (usize, &str)| if line == at { text[1..].to_owned() } else { text.to_owned() };
        let text: Vec<String> = EXAMPLE.lines().enumerate().map(with).collect();
        let config = parse("mintur.toml", &text.join("\n")).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(config, plain, "line {} of the example", at + 1);
    }
}

#[test]
fn the_example_explains_every_key_there_is() {
    use ::office::policy::Policy;
    use ::office::setup::{Desk, Errand};
    let keys = [
        decode::fields::<Server>(),
        decode::fields::<CheckpointConfig>(),
        decode::fields::<RetentionConfig>(),
        decode::fields::<Policy>(),
        decode::fields::<Desk>(),
        decode::fields::<Errand>(),
        decode::fields::<diary::DiaryFields>(),
        decode::fields::<appointments::connect::SourceConfig>(),
    ];
    let written = |key: &str| {
        EXAMPLE.lines().any(|line| {
            line.trim_start_matches(['#', ' ']).split_once(" = ").is_some_and(|(name, _)| name == key)
        })
    };
    for key in keys.into_iter().flatten() {
        assert!(written(key), "«{key}» is not in config/mintur.toml");
    }
}

#[test]
fn a_misspelt_key_is_refused_at_its_line_with_the_key_that_was_meant() {
    refused("minutes = 30", "minuts = 30", "did you mean «minutes»?");
    refused("#release_minutes = 30", "relase_minutes = 30", "did you mean «release_minutes»?");
    refused("[server]", "[sever]", "did you mean «server»?");
    refused("name = \"Borgerservice Midtby\"", "colour = \"red\"", "remove it, or use one of: id, name");
}

#[test]
fn a_value_that_cannot_be_is_refused_at_its_line() {
    refused("#longest_wait_minutes = 90", "longest_wait_minutes = 5", "it may be 10 to 480");
    refused("#slack_minutes = 5", "slack_minutes = \"five\"", "slack_minutes");
    refused("\"Europe/Copenhagen\"", "\"Copenhagen\"", "write it as «Europe/Copenhagen»");
    refused("opens = \"10:00\", closes = \"17:00\"", "opens = \"19:00\", closes = \"17:00\"", "thursday");
    refused("direction = \"left\"", "direction = \"up\"", "ahead");
    refused("id = \"midtby\"", "id = \"Midtby!\"", "use 1 to 40 of a-z");
    refused("#trusted_proxies = []", "trusted_proxies = [\"0.0.0.0/0\"]", "not all there are");
    refused("#trusted_proxies = []", "trusted_proxies = [\"proxy.local\"]", "such as 127.0.0.1");
    refused("public_url = \"https://mintur.example.dk\"", "public_url = \"mintur\"", "http://");
}

#[test]
fn a_plan_line_that_cannot_be_is_refused_at_its_line() {
    let line = "{ weekday = \"friday\", desk = \"1\", start = \"10:30\", end = \"11:30\", hold = \"hard\" }";
    let with = |from: &str, to: &str| line.replace(from, to);
    refused(line, &with("desk = \"1\"", "desk = \"9\""), "there is no desk «9»");
    refused(line, &with("11:30", "10:15"), "swap start and end");
    refused(line, &with("10:30", "08:30"), "opening hours");
    refused(line, &with("friday", "fredag"), "write it as «monday»");
}

#[test]
fn an_errand_no_desk_can_serve_is_refused_at_its_line() {
    let (text, _) = changed("features = [\"without_photo\", \"step_free\", \"quiet_room\"]", "");
    let message = message(&text);
    let line = line_of(EXAMPLE.find("[[office.errands]]").unwrap());
    assert_eq!(
        message,
        format!(
            "mintur.toml:{line}: errand «new_mitid» needs a feature without photo ID that no desk has; add it \
             to a desk"
        )
    );
}

#[test]
fn all_that_is_wrong_is_told_at_once_in_the_order_of_the_lines() {
    let text = EXAMPLE
        .replace("#listen =", "lisen =")
        .replace("#ordinary_rate = 1", "ordinary_rate = 500")
        .replace("#promise_minutes = 20", "promise_minutes = 1")
        .replace("minutes = 15\n", "minutes = 0\n")
        .replace("area = \"A\"", "aera = \"A\"\ndirektion = \"left\"");
    let refused = parse("mintur.toml", &text).unwrap_err();
    let message = refused.to_string();
    for word in ["«lisen»", "ordinary_rate is 500", "promise_minutes is 1", "«aera»", "«direktion»"] {
        assert!(message.contains(word), "{word}: {message}");
    }
    assert!(refused.problems.is_sorted_by_key(|problem| problem.line));
}

#[test]
fn a_missing_key_and_a_missing_office_are_named() {
    let (text, _) = changed("time_zone = \"Europe/Copenhagen\"", "");
    let line = line_of(EXAMPLE.find("\n[office]\n").unwrap() + 1);
    assert_eq!(message(&text), format!("mintur.toml:{line}: «time_zone» is missing here; add it"));
    assert_eq!(message("[server]\n"), "mintur.toml:1: there is no office; add an [office] table");
    assert!(
        message("[office]\nid = \"a\"\nname = \"A\"\ntime_zone = \"Europe/Copenhagen\"\n")
            .contains("no desks")
    );
}

#[test]
fn text_that_is_not_toml_is_refused_at_its_line() {
    let message = message("[server]\nlisten = \n");
    assert!(message.starts_with("mintur.toml:2: "), "{message}");
}

#[test]
fn a_server_listens_beyond_its_machine_only_when_told_twice() {
    let open = "#listen = \"127.0.0.1:8080\"";
    refused(open, "listen = \"0.0.0.0:8080\"", "beyond_loopback = true");
    let (text, _) = changed(open, "listen = \"0.0.0.0:8080\"\nbeyond_loopback = true");
    let listen = parse("mintur.toml", &text).unwrap().server.listen;
    assert_eq!(listen, "0.0.0.0:8080".parse::<SocketAddr>().unwrap());
}

#[test]
fn an_office_stands_once_and_several_are_written_as_a_list() {
    let office = EXAMPLE.split_once("\n[office]\n").unwrap().1;
    let listed =
        format!("[office]\n{office}").replace("[office]", "[[offices]]").replace("[office.", "[offices.");
    let two = format!("{listed}\n{}", listed.replace("\"midtby\"", "\"nord\""));
    assert_eq!(parse("mintur.toml", &two).unwrap().offices.len(), 2);
    assert!(message(&format!("{listed}\n{listed}")).contains("«midtby» stands twice"));
    assert!(message(&format!("{listed}\n[office]\n")).contains("write every office as [[offices]]"));
}

#[test]
fn paths_count_from_the_folder_of_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mintur.toml");
    std::fs::write(&file, EXAMPLE).unwrap();
    let server = read(&file).unwrap().server;
    assert_eq!(server.data, folder.path().join("data"));
    assert_eq!(server.access, folder.path().join("access.toml"));
}

/// The example with its appointment system switched on.
fn with_diary() -> String {
    let mut inside = false;
    let line = |line: &str| {
        if line.starts_with("# begin of the diary") || line.starts_with("# end of the diary") {
            inside = line.starts_with("# begin");
            return line.to_owned();
        }
        if inside {
            line.strip_prefix("# ").or_else(|| line.strip_prefix('#')).unwrap_or(line).to_owned()
        } else {
            line.to_owned()
        }
    };
    EXAMPLE.lines().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_appointment_system_of_the_example_works_and_holds_where_it_can() {
    let config = parse("mintur.toml", &with_diary()).unwrap();
    let office = &config.offices[0];
    assert_eq!(office.diary.as_ref().unwrap().sources.len(), 2);
    let holding = office.setup.holding.as_ref().unwrap();
    assert_eq!((holding.days_ahead, holding.desks.len()), (28, 1));
    assert_eq!(holding.desks[0].as_str(), "1");
}

#[test]
fn an_appointment_system_that_cannot_be_is_refused_at_its_line() {
    for (from, to, remedy) in [
        ("desk = \"1\"\nuser", "desk = \"9\"\nuser", "there is no desk «9»"),
        ("kind = \"ics\"", "kind = \"telepathy\"", "unknown variant"),
        ("poll_seconds = 30", "poll_seconds = 1", "it may be 5 to 86400"),
        ("hold_days_ahead = 28", "hold_days_ahead = 900", "at most 180"),
        ("\nsecret_file =", "\npassword =", "unknown key «password»"),
        ("desks_by = \"location\"\n", "", "write either desk"),
        ("title = \"Optaget\"", "title = \"Optaget 010190-1234\"", "looks like a CPR number"),
        ("title = \"Optaget\"", "title = \"Optaget\u{202e}\"", "reading direction"),
        ("\"Skranke 2\" =", "\"010190 1234\" =", "looks like a CPR number"),
        ("calendar = \"Skranke 1\"", "calendar = \"010190 1234\"", "looks like a CPR number"),
    ] {
        let text = with_diary();
        let text = text.split_once("[office.diary]").unwrap();
        assert!(text.1.contains(from), "{from}");
        let text = format!("{}[office.diary]{}", text.0, text.1.replacen(from, to, 1));
        let message = message(&text);
        assert!(message.starts_with("mintur.toml:") && message.contains(remedy), "{message}");
    }
}

#[test]
fn checkpoints_that_prove_nothing_and_times_that_cannot_be_are_refused() {
    refused("#every_minutes = 60", "every_minutes = 0", "from 1 to 1440");
    refused(
        "# file = \"/var/log/mintur/checkpoints\"",
        "file = \"data/checkpoints\"",
        "lies in the data folder",
    );
    refused("# post_to = \"https://audit.example.dk/mintur\"", "post_to = \"http://audit.dk\"", "https://");
    refused("#visits_days = 30", "visits_days = 0", "from 1 to 3660");
    refused("#notes_days = 30", "notes_days = 9999", "from 1 to 3660");
}
