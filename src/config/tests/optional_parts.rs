// SPDX-License-Identifier: MPL-2.0
//! The parts of the example that are commented out: TLS and backups, an identity provider, an appointment system.

use super::*;

/// The example with a part switched on that stands in comments between two marks.
fn with(part: &str) -> String {
    let mut inside = false;
    let line = |line: &str| {
        if [format!("# begin of {part}"), format!("# end of {part}")].contains(&line.to_owned()) {
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

fn with_diary() -> String {
    with("the diary example")
}

#[test]
fn the_example_shows_how_the_server_encrypts_and_backs_up_by_itself() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mintur.toml");
    std::fs::write(&file, with("the TLS and backup example")).unwrap();
    let config = read(&file).unwrap();
    let (tls, backup) = (config.server.tls.clone().unwrap(), config.server.backup.clone().unwrap());
    let named = ["mintur.toml", "access.toml", "certificate.pem", "certificate.key"]
        .map(|name| folder.path().join(name));
    assert_eq!([&tls.certificate, &tls.key], [&named[2], &named[3]]);
    assert_eq!((backup.keys.len(), backup.keep), (0, 30));
    assert_eq!(config.files(&file), named, "what a backup takes along");
}

#[test]
fn the_example_shows_how_an_identity_provider_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mintur.toml");
    std::fs::write(&file, with("the provider example")).unwrap();
    let config = read(&file).unwrap();
    let provider = config.server.sign_in.provider.clone().unwrap();
    assert_eq!(provider.roles.len(), 2);
    let secret = folder.path().join("oidc.secret");
    assert_eq!(provider.client_secret_file.as_ref(), Some(&secret));
    assert!(config.files(&file).contains(&secret), "a backup takes it along");
}

#[test]
fn an_identity_provider_that_cannot_be_is_refused_with_what_to_do() {
    let good = with("the provider example");
    for (from, to, remedy) in [
        ("issuer = \"https://login", "issuer = \"http://login", "issuer begins with https://"),
        (
            "issuer = \"https://login.example.dk",
            "issuer = \"http://localhost.example.dk",
            "begins with https://",
        ),
        ("role = \"clerk\"", "role = \"kiosk\"", "which is for devices"),
        ("role = \"clerk\"", "role = \"clark\"", "write one of"),
        ("role = \"unit_lead\"", "role = \"clerk\"", "a unit lead needs a unit"),
        ("offices = [\"midtby\"]", "offices = [\"nord\"]", "there is no such office"),
        ("public_url =", "# public_url =", "people come back from it to public_url"),
        ("client_secret_file =", "client_secret =", "did you mean «client_secret_file»?"),
        ("#local_accounts = true", "local_accounts = false", "needs break_glass"),
    ] {
        assert!(good.contains(from), "{from}");
        let message = message(&good.replacen(from, to, 1));
        assert!(message.contains(remedy), "{from} became {to}: {message}");
    }
    let nobody = changed("#local_accounts = true", "local_accounts = false\nbreak_glass = \"vagt\"").0;
    assert!(message(&nobody).contains("needs a [server.sign_in.provider]"));
    let on_this_machine = good.replacen("https://login.example.dk", "http://127.0.0.1:8080", 1);
    assert!(parse("mintur.toml", &on_this_machine).is_ok());
}

#[test]
fn a_server_with_a_certificate_listens_beyond_its_machine_without_more_words() {
    let with = with("the TLS and backup example")
        .replace("#listen = \"127.0.0.1:8080\"", "listen = \"0.0.0.0:8443\"");
    assert!(parse("mintur.toml", &with).unwrap().server.tls.is_some());
    let none = with.replace("keep = 30", "keep = 0");
    assert!(message(&none).contains("at least one backup is kept"));
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
        ("kind = \"ics\"", "kind = \"telepathy\"", "write one of: caldav"),
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
fn an_office_shows_its_logo_and_a_colour_on_which_white_can_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mintur.toml");
    let branded = EXAMPLE.replace("# logo = ", "logo = ").replace("# colour = ", "colour = ");
    std::fs::write(&file, &branded).unwrap();
    let config = read(&file).unwrap();
    let BrandingConfig { logo, colour } = &config.offices[0].branding;
    let logo = logo.as_ref().unwrap();
    let line = branded.lines().position(|line| line.starts_with("logo = ")).unwrap() + 1;
    assert_eq!((&logo.path, logo.line), (&folder.path().join("logo.svg"), line));
    assert_eq!(colour.unwrap().to_string(), "#0b4a6b");
    assert!(config.files(&file).contains(&logo.path), "a backup takes it along");
}

#[test]
fn a_colour_that_few_could_read_on_is_refused_with_a_darker_one() {
    for (written, remedy) in [
        (
            "\"#7dc242\"",
            "«colour»: #7dc242 is too light: white text stands on it, with a contrast of 2.1 to 1",
        ),
        ("\"#7dc242\"", "take a darker one, such as #53812c"),
        ("\"#777777\"", "a contrast of 4.4 to 1"),
        ("\"navy\"", "«colour»: write # and six digits"),
        ("5", "«colour»: write text in quotes"),
    ] {
        refused("# colour = \"#0b4a6b\"", &format!("colour = {written}"), remedy);
    }
}
