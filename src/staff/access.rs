// SPDX-License-Identifier: MPL-2.0
//! One office's tokens and companions.

use std::collections::BTreeMap;
use std::fmt;

use super::account::AccountId;
use super::code::Tries;
use super::role::Role;
use super::token::{Token, random_token};
use office::free_text::FreeText;
use office::names::{Actor, CompanionRef, DeskId};

/// Who asks: what the ledger writes down is the role, and the device or the person's pseudonym.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    pub role: Role,
    pub actor: Actor,
    pub credential: Credential,
}

/// What somebody showed to be let in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credential {
    /// A token of the access file.
    AccessFile,
    /// The token of a paired device, and the desk it is bound to.
    Device { id: String, desk: Option<DeskId> },
    /// The cookie of a person who signed in.
    Session { account: AccountId, session: Token },
}

/// A support worker, known by a pseudonym and the unit they belong to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Companion {
    pub reference: CompanionRef,
    pub unit: FreeText,
}

pub struct Access {
    pub(super) tokens: Vec<(Token, Identity)>,
    /// By the hash of their code, so that a code is compared like a token.
    pub(super) companions: Vec<(Token, Companion)>,
    pub(super) tries: Tries,
}

impl Access {
    /// An office nobody has a token for yet.
    pub fn closed() -> Self {
        Self { tokens: Vec::new(), companions: Vec::new(), tries: Tries::default() }
    }

    /// One random token for each role, for a demo, with the tokens themselves.
    pub fn generate() -> (Self, BTreeMap<Role, String>) {
        let mut access = Self::closed();
        let mut tokens = BTreeMap::new();
        for role in Role::ALL {
            let text = random_token();
            access.add_token(role, None, &text);
            tokens.insert(role, text);
        }
        (access, tokens)
    }

    pub fn add_token(&mut self, role: Role, name: Option<&str>, token: &str) {
        let actor = match name {
            Some(name) => Actor::from(format!("{role}:{name}").as_str()),
            None => Actor::from(role.name()),
        };
        self.tokens.push((Token::of(token), Identity { role, actor, credential: Credential::AccessFile }));
    }

    pub fn add_companion(&mut self, reference: CompanionRef, unit: FreeText, code: &str) {
        let companion = Companion { reference, unit };
        self.companions.push((Token::of(code), companion));
    }

    /// Who holds this token. Always compares all tokens, so that the time taken reveals nothing.
    pub fn identity(&self, token: &Token) -> Option<&Identity> {
        find(&self.tokens, token)
    }

    /// Everybody who holds a token of the file.
    pub fn identities(&self) -> impl Iterator<Item = &Identity> {
        self.tokens.iter().map(|(_, identity)| identity)
    }

    /// Who holds a token of the file, as the ledger names them.
    pub fn actors(&self) -> impl Iterator<Item = &Actor> {
        self.tokens.iter().map(|(_, identity)| &identity.actor)
    }

    /// The companions of the file.
    pub fn companions(&self) -> impl Iterator<Item = &Companion> {
        self.companions.iter().map(|(_, companion)| companion)
    }

    /// The companion of the file with this code.
    pub(super) fn with_code(&self, code: &str) -> Option<&Companion> {
        find(&self.companions, &Token::of(code))
    }

    pub(super) fn knows(&self, reference: &CompanionRef) -> bool {
        self.companions().any(|companion| companion.reference == *reference)
    }
}

fn find<'a, T>(all: &'a [(Token, T)], wanted: &Token) -> Option<&'a T> {
    all.iter().fold(
        None,
        |found, (token, value)| {
            if bool::from(token.matches(wanted)) { Some(value) } else { found }
        },
    )
}

impl fmt::Debug for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Access").field("tokens", &self.tokens.len()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_demo_has_one_token_for_each_role_and_no_two_alike() {
        let (access, tokens) = Access::generate();
        for (role, token) in &tokens {
            assert_eq!(access.identity(&Token::of(token)).map(|identity| identity.role), Some(*role));
        }
        assert_eq!(tokens.values().collect::<std::collections::BTreeSet<_>>().len(), Role::ALL.len());
        assert_eq!(access.identity(&Token::of("nobody-holds-this-one")), None);
    }

    #[test]
    fn neither_a_token_nor_a_code_is_ever_printed() {
        let (access, tokens) = Access::generate();
        let printed = format!("{access:?} {:?}", access.tokens);
        assert!(tokens.values().all(|token| !printed.contains(token.as_str())));
    }
}
