// SPDX-License-Identifier: MPL-2.0
//! People who sign in: a pseudonym that the ledger may know, and a name that it may not.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use super::random;
use super::role::Role;
use super::store::StoreFailure;
use office::free_text::looks_like_cpr;
use office::names::{Actor, is_id};
use office::time::UnixTime;

/// A person's pseudonym: `p-7k2m9x4q3w`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountId(Arc<str>);

/// What a person signs in with: `mette.hansen` or `mette@example.dk`. Never printed by accident: it may be somebody's
/// name.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct AccountName(Arc<str>);

/// The text is no sign-in name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a sign-in name has 2 to 64 of the characters a-z, 0-9, . _ - + and @, and is no CPR number")]
pub struct InvalidAccountName;

/// Whom an identity provider vouches for.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ProviderSubject {
    pub issuer: String,
    pub subject: String,
}

/// One person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub id: AccountId,
    pub name: AccountName,
    pub role: Role,
    /// The unit a unit lead leads.
    pub unit: Option<String>,
    pub provider: Option<ProviderSubject>,
    pub created_at: UnixTime,
    pub disabled_at: Option<UnixTime>,
    pub has_password: bool,
    pub has_second_factor: bool,
}

impl AccountId {
    /// # Errors
    /// When the machine gives no random numbers.
    pub fn new_random() -> Result<Self, StoreFailure> {
        Ok(Self(format!("p-{}", random::letters(10)?.to_ascii_lowercase()).into()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for AccountId {
    type Err = office::names::InvalidId;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if is_id(text) { Ok(Self(text.into())) } else { Err(office::names::InvalidId) }
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AccountName {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for AccountName {
    type Err = InvalidAccountName;
    fn from_str(text: &str) -> Result<Self, InvalidAccountName> {
        let name = text.trim().to_ascii_lowercase();
        let allowed =
            |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"._-+@".contains(&byte);
        let fine = (2..=64).contains(&name.len()) && name.bytes().all(allowed) && !looks_like_cpr(&name);
        if fine { Ok(Self(name.into())) } else { Err(InvalidAccountName) }
    }
}

impl fmt::Debug for AccountName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccountName(…)")
    }
}

impl fmt::Debug for ProviderSubject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProviderSubject").field("issuer", &self.issuer).finish_non_exhaustive()
    }
}

impl Account {
    /// As the ledger names the person: role and pseudonym.
    pub fn actor(&self) -> Actor {
        Actor::from(format!("{}:{}", self.role, self.id).as_str())
    }

    pub const fn is_disabled(&self) -> bool {
        self.disabled_at.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_in_name_is_plain_and_no_cpr_number() {
        assert_eq!(
            "Mette.Hansen@Example.dk".parse::<AccountName>().unwrap().as_str(),
            "mette.hansen@example.dk"
        );
        for wrong in ["", "m", "mette hansen", "0101901234", "010190-1234", "møtte", &"x".repeat(65)] {
            assert_eq!(wrong.parse::<AccountName>(), Err(InvalidAccountName), "{wrong}");
        }
    }

    #[test]
    fn a_pseudonym_says_nothing_and_is_never_another_ones() {
        let ids: std::collections::BTreeSet<AccountId> =
            (0..100).map(|_| AccountId::new_random().unwrap()).collect();
        assert_eq!(ids.len(), 100);
        assert!(ids.iter().all(|id| id.as_str().parse::<AccountId>().is_ok()));
    }
}
