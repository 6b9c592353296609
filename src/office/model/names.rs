// SPDX-License-Identifier: MPL-2.0
//! The names things go by. Each kind has a type of its own, so that a desk is never taken for an errand.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::free_text::looks_like_cpr;

/// Whether a text can be an id: it stands in addresses, file names and the ledger, and names no person.
pub fn is_id(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_-".contains(&byte);
    (1..=40).contains(&text.len()) && text.bytes().all(allowed) && !looks_like_cpr(text)
}

/// The text is no id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an id has 1 to 40 of the characters a-z, 0-9, _ and -, and is no CPR number")]
pub struct InvalidId;

macro_rules! name {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Arc<str>);

        impl Ord for $name {
            fn cmp(&self, other: &Self) -> Ordering {
                // Mostly it is the same name in the same place.
                if Arc::ptr_eq(&self.0, &other.0) { Ordering::Equal } else { self.0.cmp(&other.0) }
            }
        }

        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                Some(self.cmp(other))
            }
        }

        impl $name {
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

/// A name that is an id. Text from outside is parsed; only text written in this program and ids read back from the
/// ledger are taken as they are.
macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        name!($(#[$doc])* $name);

        impl $name {
            /// A copy that shares no memory with this one, for another thread.
            #[must_use]
            pub fn unshared(&self) -> Self {
                Self(self.as_str().into())
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;
            fn from_str(text: &str) -> Result<Self, InvalidId> {
                if is_id(text) { Ok(Self(text.into())) } else { Err(InvalidId) }
            }
        }

        impl From<&'static str> for $name {
            fn from(text: &'static str) -> Self {
                debug_assert!(is_id(text), "{text}");
                Self(text.into())
            }
        }
    };
}

id!(
    /// One location, as it stands in addresses: `demo`.
    OfficeId
);
id!(
    /// A desk, as it stands in addresses and on its door: `3`.
    DeskId
);
id!(
    /// A kind of errand: `new_mitid`.
    ErrandId
);
id!(
    /// How a visit ended: `mitid_issued`.
    OutcomeId
);
name!(
    /// Who acted: a role and, where known, a pseudonym. Never a name.
    Actor
);
id!(
    /// A pseudonymous reference to a companion; who that is stands in an erasable table elsewhere.
    CompanionRef
);

impl From<&str> for Actor {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

/// One visit. Handed in with the check-in; unguessable but not secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TicketId(pub Uuid);

/// The unguessable part of a ticket page's address. Kept out of logs: its `Debug` hides it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(pub Uuid);

/// The client's key for a request: the same key never does the same thing twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RequestKey(pub Uuid);

/// A gap, numbered in the order the office opened them: `g17`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct GapId(pub u64);

/// A planned absence, numbered in the order they were planned: `a3`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct AbsenceId(pub u64);

/// What is shown and spoken. One series for everybody, anew each day.
pub type Number = u32;

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl fmt::Display for TicketId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for GapId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "g{}", self.0)
    }
}

impl From<GapId> for String {
    fn from(id: GapId) -> Self {
        id.to_string()
    }
}

impl TryFrom<String> for GapId {
    type Error = String;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.strip_prefix('g')
            .and_then(|digits| digits.parse().ok())
            .map(Self)
            .ok_or_else(|| format!("«{text}» is not a gap; a gap is written as g17"))
    }
}

impl fmt::Display for AbsenceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a{}", self.0)
    }
}

impl From<AbsenceId> for String {
    fn from(id: AbsenceId) -> Self {
        id.to_string()
    }
}

impl TryFrom<String> for AbsenceId {
    type Error = String;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.strip_prefix('a')
            .and_then(|digits| digits.parse().ok())
            .map(Self)
            .ok_or_else(|| format!("«{text}» is not an absence; an absence is written as a3"))
    }
}

#[cfg(test)]
mod tests {
    use super::is_id;

    #[test]
    fn an_id_can_stand_in_an_address_and_names_no_person() {
        for id in ["3", "new_mitid", "quiet-1", &"a".repeat(40)] {
            assert!(is_id(id), "{id}");
        }
        for text in ["", "Skranke 3", "å", "a/b", "010190-1234", &"a".repeat(41)] {
            assert!(!is_id(text), "{text}");
        }
    }
}
