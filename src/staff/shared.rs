// SPDX-License-Identifier: MPL-2.0
//! Access that is read anew while the office runs.

use std::sync::{Arc, PoisonError, RwLock};

use super::access::Access;

/// What is allowed now. Whoever asks keeps what it got until it asks again.
#[derive(Debug)]
pub struct SharedAccess {
    current: RwLock<Arc<Access>>,
    /// Why what was read last does not apply.
    refused: RwLock<Option<Arc<str>>>,
}

impl SharedAccess {
    pub fn new(access: Access) -> Self {
        Self { current: RwLock::new(Arc::new(access)), refused: RwLock::default() }
    }

    pub fn current(&self) -> Arc<Access> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts other access in its place. Wrong tries are not forgiven by it.
    pub fn replace(&self, access: Access) {
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        access.tries.take_over(&current.tries);
        *current = Arc::new(access);
        drop(current);
        *self.refused.write().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// What was read anew has a mistake: the earlier access goes on, and the mistake is kept for those who can mend it.
    pub fn refuse(&self, why: &str) {
        *self.refused.write().unwrap_or_else(PoisonError::into_inner) = Some(why.into());
    }

    /// Why what was read last does not apply, if it does not.
    pub fn refused(&self) -> Option<Arc<str>> {
        self.refused.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::office_companions::testing::companions;
    use crate::{CompanionCodeUnknown, Role, Token};

    #[test]
    fn a_token_that_was_taken_out_of_the_file_is_worth_nothing_and_wrong_tries_still_count() {
        let with = |token: &str| {
            let mut access = Access::closed();
            access.add_token(Role::Kiosk, None, token);
            access.add_companion("c-17".into(), "Center for Mestring".parse().unwrap(), "1234");
            access
        };
        let (old, new) = (Token::of("the old one"), Token::of("the new one"));
        let shared = SharedAccess::new(with("the old one"));
        for _ in 0..5 {
            assert_eq!(
                companions(shared.current()).recognise(&old, "0000"),
                Err(CompanionCodeUnknown::Nobody)
            );
        }
        shared.replace(with("the new one"));
        assert!(shared.current().identity(&old).is_none() && shared.current().identity(&new).is_some());
        assert_eq!(
            companions(shared.current()).recognise(&old, "1234"),
            Err(CompanionCodeUnknown::TooManyTries)
        );
    }
}
