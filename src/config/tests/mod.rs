// SPDX-License-Identifier: MPL-2.0
//! What a configuration may say, what is refused, and what is only remarked.

mod optional_parts;

use super::*;
use std::net::SocketAddr;
use std::path::Path;

const EXAMPLE: &str = include_str!("../../../config/mintur.toml");
const DEMO: &str = include_str!("../../../config/demo.toml");

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
        decode::fields::<office::OfficeFields>(),
        decode::fields::<Server>(),
        decode::fields::<SignIn>(),
        decode::fields::<ProviderConfig>(),
        decode::fields::<RoleGrant>(),
        decode::fields::<CheckpointConfig>(),
        decode::fields::<RetentionConfig>(),
        decode::fields::<TlsConfig>(),
        decode::fields::<BackupConfig>(),
        decode::fields::<Policy>(),
        decode::fields::<Desk>(),
        decode::fields::<Errand>(),
        decode::fields::<diary::DiaryFields>(),
        decode::fields::<appointments::source_config::SourceConfig>(),
    ];
    let written = |key: &str| {
        EXAMPLE.lines().any(|line| {
            let line = line.trim_start_matches(['#', ' ']);
            let table = line.trim_matches(['[', ']']).rsplit('.').next();
            line.split_once(" = ").is_some_and(|(name, _)| name == key)
                || line.starts_with('[') && table == Some(key)
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
    refused("name = \"Borgerservice Midtby\"", "carpet = \"red\"", "remove it, or use one of: id, name");
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
    let line = line_of(EXAMPLE.find("\nfeatures_without_photo").unwrap() + 1);
    assert_eq!(
        message,
        format!(
            "mintur.toml:{line}: errand «new_mitid» needs a feature without photo ID that no desk has; add it \
             to a desk"
        )
    );
}

#[test]
fn a_value_of_another_kind_is_reported_in_the_words_of_an_administrator() {
    let minutes = "«minutes»: write a whole number of minutes, such as 30, without quotes";
    refused("minutes = 30", "minutes = \"30\"", minutes);
    refused("#undo_seconds = 10", "undo_seconds = 0.5", "a whole number of seconds, such as 30");
    refused("direction = \"left\"", "direction = \"venstre\"", "write one of: left, right, ahead");
    refused("direction = \"left\"", "direction = \"lef\"", "did you mean «left»?");
    refused("#bring = []", "bring = \"phone\"", "«bring»: write a list in square brackets");
    refused("name = \"1\"", "name = 1", "write text in quotes");
    refused("#lend_freed = true", "lend_freed = \"true\"", "write true or false, without quotes");
    let listen = "#listen = \"127.0.0.1:8080\"";
    refused(listen, "listen = \"localhost:8081\"", "write an address and a port, as \"127.0.0.1:8081\"");
    refused(listen, "listen = \"127.0.0.1\"", "as \"127.0.0.1:8080\"");
    refused("[office]", "[[office]]", "«office» is a list; write it as one table: [office]");
    refused("[server]", "[[server]]", "«server» is a list; write it as one table: [server]");
}

#[test]
fn a_line_that_is_no_toml_is_reported_by_what_is_seen_there() {
    let name = "name = \"Borgerservice Midtby\"";
    refused(name, "name = “Borgerservice Midtby”", "write straight ones");
    refused(name, "name = Borgerservice Midtby", "text stands in quotes");
    refused(name, "name =", "there is no value after =");
    refused(name, "Borgerservice Midtby", "put # before a remark");
    refused("#lend_freed = true", "lend_freed = yes", "«yes» is no value; write true or false");
}

#[test]
fn a_length_that_cannot_be_is_reported_at_its_own_line() {
    refused("likely_minutes = 35", "likely_minutes = 5", "likely_minutes is 5, less than minutes = 30");
    refused("minutes_without_photo = 45", "minutes_without_photo = 0", "it may be 1 to 480");
}

#[test]
fn one_mistake_is_one_line_and_hides_behind_no_other() {
    let (twice, _) = changed("id = \"2\"\nname = \"2\"", "id = \"1\"\nname = \"2\"");
    let said = message(&twice);
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.contains("desk «1» stands twice"), "{said}");
    let without = |from: &str, to: &str| {
        let (start, end) = (EXAMPLE.find(from).unwrap(), EXAMPLE.find(to).unwrap());
        message(&format!("{}{}", &EXAMPLE[..start], &EXAMPLE[end..]))
    };
    let no_desks = without("[[office.desks]]", "[[office.errands]]");
    assert_eq!(no_desks.lines().count(), 1, "{no_desks}");
    assert!(no_desks.contains("the office has no desks"), "{no_desks}");
    let (errand_and_plan, _) = changed("likely_minutes = 35", "likely_minutes = 5");
    let both = message(&errand_and_plan.replacen("start = \"10:30\"", "start = \"08:30\"", 1));
    assert!(both.contains("opening hours") && both.contains("likely_minutes is 5"), "{both}");
    let no_hours = without("opening_hours = [", "# Names and texts for people");
    assert_eq!(no_hours.lines().count(), 1, "{no_hours}");
    assert!(no_hours.contains("the office has no opening_hours"), "{no_hours}");
}

/// The remarks about the example with one line put in place of another.
fn remarks(from: &str, to: &str) -> Vec<String> {
    let examined = examine_text("mintur.toml", &changed(from, to).0);
    assert!(examined.config.is_some(), "{:?}", examined.findings);
    let told = |remark: ConfigProblem| format!("{}: {}", remark.line, remark.what);
    examined.findings.remarks.into_iter().map(told).collect()
}

fn remarked(from: &str, to: &str, what: &str) {
    let remarks = remarks(from, to);
    assert!(remarks.iter().any(|remark| remark.contains(what)), "{remarks:?}");
}

#[test]
fn an_errand_or_outcome_of_the_offices_own_is_asked_for_a_name() {
    let name = "name = { da = \"Kørekort\", en = \"Driving licence\", ar = \"رخصة القيادة\" }";
    let (text, _) = changed(name, "");
    assert!(examine_text("mintur.toml", &text).config.is_some(), "an office from before names still opens");
    remarked(name, "", "errand «driving_licence» has no name");
    remarked("id = \"new_mitid\"", "id = \"new_mitd\"", "did you mean «new_mitid»?");
    remarked("#outcomes = [", "outcomes = [\"licence_renewed\", ", "outcome «licence_renewed» has no name");
    refused(name, "name = { en = \"Driving licence\" }", "«name» has no Danish words");
    refused(name, "name = { da = \"Kørekort\", de = \"Führerschein\" }", "unknown key «de»");
    refused(name, &format!("name = \"{}\"", "a ".repeat(31)), "at most 60 characters");
    refused(name, "name = \"010190-1234\"", "looks like a CPR number");
}

#[test]
fn a_word_that_is_no_ready_made_text_is_refused_with_the_one_that_was_meant() {
    refused(
        "bring = [\"photo_id\", \"health_card\"",
        "bring = [\"foto_id\", \"health_card\"",
        "«foto_id»; did you mean «photo_id»?",
    );
    refused("#briefing = []", "briefing = [\"phone\"]", "or are written as { da = \"phone\" }");
    assert_eq!(
        remarks("#bring = []", "bring = [{ da = \"pas\", en = \"passport\", ar = \"جواز\" }]"),
        Vec::<String>::new()
    );
}

#[test]
fn a_missing_translation_is_a_remark_and_stops_nobody() {
    let name = "name = { da = \"Kørekort\", en = \"Driving licence\", ar = \"رخصة القيادة\" }";
    let line = line_of(EXAMPLE.find(name).unwrap());
    let told =
        format!("{line}: «Kørekort» is not translated to English and Arabic; readers get the Danish words");
    assert_eq!(remarks(name, "name = \"Kørekort\""), [told]);
    let briefing = "{ da = \"Se det gamle kørekort\", en = \"See the old licence\" }";
    assert_eq!(remarks(briefing, briefing), Vec::<String>::new(), "staff read Danish or English");
    let same = remarks("id = \"2\"\nname = \"2\"", "id = \"2\"\nname = \"1\"");
    assert_eq!(same.len(), 1, "{same:?}");
    let line = "{ weekday = \"friday\", desk = \"1\", start = \"10:30\", end = \"11:30\", hold = \"hard\" }";
    let short = remarks(line, &line.replace("11:30", "10:31"));
    assert!(short[0].contains("this gap of 1 minutes is shorter than every errand"), "{short:?}");
}

#[test]
fn a_device_or_a_pipe_is_no_configuration() {
    for file in ["/dev/zero", "/dev/null", "/tmp"] {
        let said = read(Path::new(file)).unwrap_err().to_string();
        assert!(said.starts_with(&format!("{file}: is not a file")), "{said}");
    }
}

#[test]
fn all_mistakes_are_reported_at_once_in_the_order_of_the_lines() {
    let text = EXAMPLE
        .replace("#listen =", "lisen =")
        .replace("#ordinary_rate = 1", "ordinary_rate = 500")
        .replace("#promise_minutes = 20", "promise_minutes = 1")
        .replace("minutes = 15\n", "minutes = 0\n")
        .replace("area = {", "direktion = \"left\"\naera = {");
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
