// SPDX-License-Identifier: MPL-2.0
//! The configuration that setup writes: the example that explains every setting, with the answers in their places.

use super::Failure;
use super::answers::Answers;
use super::hours::{OpenHours, clock};

const EXAMPLE: &str = include_str!("../../../config/mintur.toml");
/// How long each proposed gap is, and how long after opening the first one starts.
const GAP: u16 = 60;
const AFTER_OPENING: u16 = 30;

/// # Errors
/// What the configuration's own check says of the answers together.
pub fn configuration(answers: &Answers) -> Result<String, Failure> {
    let text = filled(answers)
        .map_err(|Missing(what)| Failure::new(format!("the example has no place for {what}")))?;
    let name = answers.folder.join("mintur.toml").display().to_string();
    config::parse(&name, &text).map_err(Failure::from_error)?;
    Ok(text)
}

/// The example has changed and setup has not.
#[derive(Debug)]
struct Missing(String);

fn filled(answers: &Answers) -> Result<String, Missing> {
    let mut example = Example(EXAMPLE.lines().map(str::to_owned).collect());
    example.replace_heading();
    example.set("listen", &quoted(&answers.listen.to_string()))?;
    example.set("beyond_loopback", if answers.beyond_loopback { "true" } else { "false" })?;
    example.set("data", &quoted(&answers.data.display().to_string()))?;
    match &answers.public_url {
        Some(url) => example.set("public_url", &quoted(url))?,
        None => example.comment_out("public_url")?,
    }
    if let Some(proxy) = answers.proxy {
        example.set("trusted_proxies", &format!("[{}]", quoted(&proxy.to_string())))?;
    }
    example.set("id", &quoted(&answers.office))?;
    example.set("name", &quoted(&answers.name))?;
    example.set("time_zone", &quoted(&answers.time_zone))?;
    example.set_list("opening_hours", answers.hours.iter().map(|&opening| open_day(opening)))?;
    example.set_list("plan", answers.hours.iter().flat_map(|&opening| gaps(opening, answers.desks)))?;
    example.replace("[[office.desks]]", "[[office.errands]]", (1..=answers.desks).flat_map(desk))?;
    Ok(example.0.join("\n") + "\n")
}

struct Example(Vec<String>);

impl Example {
    /// The example's own first lines speak of an example.
    fn replace_heading(&mut self) {
        let end = self.0.iter().position(String::is_empty).unwrap_or_default();
        let heading = [
            "# Configuration of this Mintur server. Made by mintur setup; change it as you like.",
            "#",
            "# Lines that begin with a single # and no space show the default value. Remove the # to change it.",
            "# Check it:                  mintur check-config FILE",
            "# What the running server reads anew at once, and what at its next start, the manual says.",
        ];
        self.0.splice(..end, heading.map(str::to_owned));
    }

    fn line(&self, key: &str) -> Result<usize, Missing> {
        let is_it = |line: &String| {
            line.trim_start_matches('#').strip_prefix(key).is_some_and(|rest| rest.starts_with(" = "))
        };
        self.0.iter().position(is_it).ok_or_else(|| Missing(key.to_owned()))
    }

    fn set(&mut self, key: &str, value: &str) -> Result<(), Missing> {
        let at = self.line(key)?;
        self.0[at] = format!("{key} = {value}");
        Ok(())
    }

    fn comment_out(&mut self, key: &str) -> Result<(), Missing> {
        let at = self.line(key)?;
        self.0[at].insert(0, '#');
        Ok(())
    }

    fn set_list(&mut self, key: &str, entries: impl Iterator<Item = String>) -> Result<(), Missing> {
        let at = self.line(key)? + 1;
        let length =
            self.0[at..].iter().position(|line| line == "]").ok_or_else(|| Missing(key.to_owned()))?;
        self.0.splice(at..at + length, entries);
        Ok(())
    }

    /// Puts lines in the place of those from the first one to before another.
    fn replace(&mut self, from: &str, to: &str, with: impl Iterator<Item = String>) -> Result<(), Missing> {
        let find = |wanted: &str| {
            self.0.iter().position(|line| line == wanted).ok_or_else(|| Missing(wanted.to_owned()))
        };
        let (from, to) = (find(from)?, find(to)?);
        self.0.splice(from..to, with);
        Ok(())
    }
}

fn open_day(opening: OpenHours) -> String {
    let (day, opens, closes) = (opening.day(), clock(opening.opens), clock(opening.closes));
    format!("  {{ weekday = \"{day}\", opens = \"{opens}\", closes = \"{closes}\" }},")
}

/// A gap soon after opening that is always kept, and one before closing that is given back when nobody needs it. A
/// short day has the last one only, and keeps it.
fn gaps(opening: OpenHours, desks: u8) -> Vec<String> {
    let line = |desk: u8, start: u16, hold: &str| {
        let (day, start, end) = (opening.day(), clock(start), clock(start + GAP));
        format!(
            "  {{ weekday = \"{day}\", desk = \"{desk}\", start = \"{start}\", end = \"{end}\", hold = \"{hold}\" }},"
        )
    };
    let (first, length) = (opening.opens + AFTER_OPENING, opening.closes - opening.opens);
    if length < GAP {
        return Vec::new();
    }
    let last = opening.closes - GAP;
    if length < AFTER_OPENING + 2 * GAP {
        return vec![line(1, last, "hard")];
    }
    vec![line(1, first, "hard"), line(desks, last, "soft")]
}

fn desk(number: u8) -> Vec<String> {
    let explained = [
        "# Used in the address of the desk's screen, /desk/1.",
        "# What the board shows.",
        "# Where to wait for this desk, in the office's own words, and the board's arrow: \"left\", \"right\" or \"ahead\".",
        "# What the desk offers: \"without_photo\" (MitID without photo ID), \"step_free\", \"quiet_room\", \"interpreter\".",
    ];
    let is_first = number == 1;
    let settings = [
        format!("id = \"{number}\""),
        format!("name = \"{number}\""),
        "#area = \"\"".to_owned(),
        if is_first { "features = [\"without_photo\", \"step_free\"]" } else { "#features = []" }.to_owned(),
    ];
    let mut lines = vec!["[[office.desks]]".to_owned()];
    for (why, setting) in explained.into_iter().zip(settings) {
        if is_first {
            lines.push(why.to_owned());
        }
        lines.push(setting);
    }
    lines.push(String::new());
    lines
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::setup::hours;

    fn answers() -> Answers {
        Answers {
            folder: "/etc/mintur".into(),
            data: "/var/lib/mintur".into(),
            office: "nord".to_owned(),
            name: "Borgerservice \"Nord\"".to_owned(),
            hours: hours::parse(&["mandag-torsdag 9-15, fredag 9-10.30, lørdag 10-10.30".to_owned()])
                .unwrap(),
            desks: 3,
            time_zone: "Europe/Copenhagen".to_owned(),
            public_url: Some("https://mintur.nord.example".to_owned()),
            proxy: Some("127.0.0.1".parse().unwrap()),
            listen: "127.0.0.1:8090".parse().unwrap(),
            beyond_loopback: false,
        }
    }

    #[test]
    fn every_answer_stands_in_the_configuration() {
        let text = configuration(&answers()).unwrap();
        let read = config::parse("mintur.toml", &text).unwrap();
        let (server, office) = (&read.server, &read.offices[0]);
        assert_eq!(server.listen.port(), 8090);
        assert_eq!(server.data, std::path::Path::new("/var/lib/mintur"));
        assert_eq!(server.public_url.as_deref(), Some("https://mintur.nord.example"));
        assert_eq!(server.trusted_proxies.len(), 1);
        let setup = &office.setup;
        assert_eq!((setup.id.as_str(), setup.desks.len()), ("nord", 3));
        assert_eq!(office.plan.0.len(), 4 * 2 + 1, "{:?}", office.plan);
        assert!(text.contains("Borgerservice \"Nord\""), "{text}");
    }

    #[test]
    fn an_office_on_one_machine_with_one_desk_needs_no_address() {
        let alone = Answers { desks: 1, public_url: None, proxy: None, ..answers() };
        let read = config::parse("mintur.toml", &configuration(&alone).unwrap()).unwrap();
        assert_eq!((read.server.public_url, read.offices[0].setup.desks.len()), (None, 1));
    }

    #[test]
    fn answers_that_do_not_fit_together_are_refused() {
        let open = Answers { listen: "0.0.0.0:8080".parse().unwrap(), ..answers() };
        assert!(configuration(&open).unwrap_err().to_string().contains("beyond_loopback"));
        let zone = Answers { time_zone: "Europe/Atlantis".to_owned(), ..answers() };
        assert!(configuration(&zone).unwrap_err().to_string().contains("time_zone"));
    }
}
