// SPDX-License-Identifier: MPL-2.0
//! Names of holds, built and parsed here only.

use std::fmt;

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
        let text = format!("{PREFIX}{office}-{desk}-{}", start.strftime("%Y%m%dT%H%M%SZ"));
        Self { text, desk: desk.clone() }
    }

    /// The key in an entry's UID, if it is a hold of this office. Nothing else of the entry is trusted, because people
    /// edit it.
    pub fn parse(name: &str, office: &str) -> Option<Self> {
        let rest = name.strip_prefix(PREFIX)?.strip_prefix(office)?.strip_prefix('-')?;
        // A desk's id may hold hyphens; a time holds none.
        let (desk, start) = rest.rsplit_once('-')?;
        let digits = |from: usize, to: usize| {
            start.get(from..to).is_some_and(|part| part.bytes().all(|b| b.is_ascii_digit()))
        };
        let well_formed = start.len() == 16
            && digits(0, 8)
            && digits(9, 15)
            && start.as_bytes()[8] == b'T'
            && start.ends_with('Z');
        let desk = desk.parse().ok().filter(|_| well_formed)?;
        Some(Self { text: name.to_owned(), desk })
    }

    /// For systems without a name of their own for an entry: a title with the key as its last word.
    pub fn with_title(&self, title: &str) -> String {
        format!("{title} {self}")
    }

    /// The key that is the last word of a title or note.
    pub fn parse_last_word(text: &str, office: &str) -> Option<Self> {
        Self::parse(text.split_whitespace().next_back()?, office)
    }

    /// The desk it was made for.
    pub const fn desk(&self) -> &DeskId {
        &self.desk
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }
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
        assert_eq!(key.as_str(), "friholdt-midtby-quiet-1-20260305T100000Z");
        assert_eq!(key.desk(), &DeskId::from("quiet-1"));
        assert_eq!(HoldKey::parse(key.as_str(), "midtby"), Some(key.clone()));
        assert_eq!(HoldKey::parse_last_word(&key.with_title("Optaget i dag"), "midtby"), Some(key));
        for foreign in
            ["friholdt-midtby-1-tomorrow", "friholdt-nord-1-20260305T100000Z", "friholdt-midtby", "Møde"]
        {
            assert_eq!(HoldKey::parse(foreign, "midtby"), None, "{foreign}");
        }
    }
}
