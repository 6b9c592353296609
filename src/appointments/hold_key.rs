// SPDX-License-Identifier: MPL-2.0
//! Names of holds, built and parsed here only.

use std::fmt;

use super::server_mark::ServerMark;
use office::names::DeskId;
use office::time::UnixTime;

const PREFIX: &str = "friholdt-";

/// Identifies a hold: office, desk and start. Its text is the entry's UID and address.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct HoldKey {
    text: String,
    desk: DeskId,
}

impl HoldKey {
    pub fn new(office: &str, desk: &DeskId, start: UnixTime) -> Self {
        let start = jiff::Timestamp::from_second(start.unix()).unwrap_or_default();
        let (office, named) = (part(office), part(desk.as_str()));
        let text = format!("{PREFIX}{office}-{named}-{}", start.strftime("%Y%m%dT%H%M%SZ"));
        Self { text, desk: desk.clone() }
    }

    /// The key in an entry's UID, if it is a hold of this office. Nothing else of the entry is trusted, because people
    /// edit it.
    pub fn parse(name: &str, office: &str) -> Option<Self> {
        let rest = name.strip_prefix(PREFIX)?.strip_prefix(&*part(office))?.strip_prefix('-')?;
        let (mut desk, mut start) = rest.rsplit_once('-')?;
        let mut text = name;
        if matches!(start.as_bytes(), [b'2'..=b'9'] | [b'1'..=b'9', b'0'..=b'9']) {
            text = name.strip_suffix(start)?.strip_suffix('-')?;
            (desk, start) = desk.rsplit_once('-')?;
        }
        let desk = id_of(desk)?;
        let digits = |from: usize, to: usize| {
            start.get(from..to).is_some_and(|part| part.bytes().all(|b| b.is_ascii_digit()))
        };
        let well_formed = start.len() == 16
            && digits(0, 8)
            && digits(9, 15)
            && start.as_bytes()[8] == b'T'
            && start.ends_with('Z');
        let desk = desk.parse().ok().filter(|_| well_formed)?;
        Some(Self { text: text.to_owned(), desk })
    }

    /// For systems without a name of their own for an entry: a title, which server writes it, and the key as its last
    /// word.
    pub fn with_title(&self, title: &str, mark: ServerMark) -> String {
        format!("{title} [{mark}] {self}")
    }

    /// Whether a title with a key says that another server wrote it. One of an earlier version says nothing.
    pub fn is_of_another(text: &str, mark: ServerMark) -> bool {
        let writer = text.split_whitespace().rev().nth(1);
        let writer = writer.and_then(|word| word.strip_prefix('[')?.strip_suffix(']'));
        let is_mark = |word: &&str| word.len() == 16 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
        writer.filter(is_mark).is_some_and(|writer| writer != mark.to_string())
    }

    /// The key that is the last word of a title or note.
    pub fn parse_last_word(text: &str, office: &str) -> Option<Self> {
        Self::parse(text.split_whitespace().next_back()?, office)
    }

    /// Its name at an attempt from 0: a deleted name may not be used again.
    pub fn name(&self, attempt: u8) -> String {
        if attempt == 0 { self.text.clone() } else { format!("{}-{}", self.text, attempt + 1) }
    }

    pub fn file_name(&self, attempt: u8) -> String {
        format!("{}.ics", self.name(attempt))
    }

    /// The desk it was made for.
    pub const fn desk(&self) -> &DeskId {
        &self.desk
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// An id within a name. Hyphens stand between parts only, so that `midtby` and `midtby-nord` share no name.
fn part(id: &str) -> String {
    id.replace('_', "_u").replace('-', "_h")
}

fn id_of(part: &str) -> Option<String> {
    let mut pieces = part.split('_');
    let mut id = pieces.next()?.to_owned();
    for piece in pieces {
        let (letter, rest) = piece.split_at_checked(1)?;
        id.push(match letter {
            "u" => '_',
            "h" => '-',
            _ => return None,
        });
        id.push_str(rest);
    }
    (!part.contains('-')).then_some(id)
}

impl fmt::Display for HoldKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hold_is_recognised_by_its_name_alone() {
        let key = HoldKey::new("midtby", &DeskId::from("quiet-1"), UnixTime::from_unix(1_772_704_800));
        assert_eq!(key.as_str(), "friholdt-midtby-quiet_h1-20260305T100000Z");
        assert_eq!(key.desk(), &DeskId::from("quiet-1"));
        assert_eq!(HoldKey::parse(key.as_str(), "midtby"), Some(key.clone()));
        assert_eq!(key.file_name(1), "friholdt-midtby-quiet_h1-20260305T100000Z-2.ics");
        for attempt in 0..99 {
            assert_eq!(
                HoldKey::parse(&key.name(attempt), "midtby"),
                Some(key.clone()),
                "the same hold: {attempt}"
            );
        }
        let ours = ServerMark::of(std::path::Path::new("/ours"));
        let title = key.with_title("Optaget i dag", ours);
        assert_eq!(HoldKey::parse_last_word(&title, "midtby"), Some(key.clone()));
        assert!(!HoldKey::is_of_another(&title, ours));
        assert!(HoldKey::is_of_another(&title, ServerMark::default()));
        for earlier in [format!("Optaget {key}"), format!("Optaget [i dag] {key}"), key.to_string()] {
            assert!(!HoldKey::is_of_another(&earlier, ours), "{earlier}");
        }
        for foreign in
            ["friholdt-midtby-1-tomorrow", "friholdt-nord-1-20260305T100000Z", "friholdt-midtby", "Møde"]
        {
            assert_eq!(HoldKey::parse(foreign, "midtby"), None, "{foreign}");
        }
    }

    #[test]
    fn no_two_offices_and_desks_share_a_name() {
        let ids = [
            "midtby",
            "midtby-nord",
            "nord",
            "nord-1",
            "1",
            "quiet",
            "quiet-1",
            "quiet--1",
            "a-",
            "a",
            "-1",
            "-",
        ];
        let start = UnixTime::from_unix(1_772_704_800);
        let mut names = std::collections::BTreeSet::new();
        for office in ids {
            for desk in ids.map(DeskId::from) {
                let key = HoldKey::new(office, &desk, start);
                assert!(names.insert(key.to_string()), "{key}");
                for other in ids {
                    let read = HoldKey::parse(key.as_str(), other);
                    assert_eq!(read, (other == office).then(|| key.clone()), "{key} for {other}");
                }
            }
        }
    }
}
