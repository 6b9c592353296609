// SPDX-License-Identifier: MPL-2.0
//! Sign-ins on their way to the identity provider and back: each ends once, in the browser it was begun in, and within
//! some minutes.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use openidconnect::{Nonce, PkceCodeVerifier};

use super::{ProviderProblem, unusable};
use crate::random;
use crate::token::Token;
use office::time::{Length, UnixTime};

/// What the way back is checked against.
pub(super) struct Flow {
    pub nonce: Nonce,
    pub verifier: PkceCodeVerifier,
    pub return_to: String,
    /// The session that was open in the same browser: it ends.
    pub session_before: Option<Token>,
}

/// Where the browser is to go, and the cookie it must come back with.
pub struct FlowStart {
    pub address: String,
    pub browser: String,
}

#[derive(Default)]
pub(super) struct Flows {
    on_their_way: Mutex<BTreeMap<Token, OnItsWay>>,
}

struct OnItsWay {
    browser: Token,
    until: UnixTime,
    flow: Flow,
}

const WITHIN: Length = Length::minutes(10);
/// More are nobody's sign-ins; the oldest are forgotten.
const MOST: usize = 10_000;

impl Flows {
    pub fn begin(
        &self,
        address: String,
        state: &str,
        flow: Flow,
        now: UnixTime,
    ) -> Result<FlowStart, ProviderProblem> {
        let browser = random::token().map_err(|failure| unusable(&failure))?;
        let mut all = self.lock();
        all.retain(|_, known| known.until > now);
        if all.len() >= MOST {
            let oldest = all.iter().min_by_key(|(_, known)| known.until).map(|(state, _)| *state);
            oldest.map(|state| all.remove(&state));
        }
        all.insert(Token::of(state), OnItsWay { browser: Token::of(&browser), until: now + WITHIN, flow });
        Ok(FlowStart { address, browser })
    }

    /// The flow that was begun with this state in this browser. It is over whatever comes of it.
    pub fn end(&self, state: &str, browser: Option<&str>, now: UnixTime) -> Option<Flow> {
        let known = self.lock().remove(&Token::of(state))?;
        let is_same = bool::from(known.browser.matches(&Token::of(browser?)));
        (is_same && known.until > now).then_some(known.flow)
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<Token, OnItsWay>> {
        self.on_their_way.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for FlowStart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FlowStart(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn begun(flows: &Flows, state: &str) -> String {
        let flow = Flow {
            nonce: Nonce::new_random(),
            verifier: PkceCodeVerifier::new("v".repeat(43)),
            return_to: "/desk/1".to_owned(),
            session_before: None,
        };
        flows.begin("https://login.example".to_owned(), state, flow, UnixTime::from_unix(0)).unwrap().browser
    }

    #[test]
    fn a_sign_in_ends_once_in_its_own_browser_and_in_time() {
        let (flows, now) = (Flows::default(), UnixTime::from_unix(60));
        let browser = begun(&flows, "one");
        assert!(flows.end("one", Some(&browser), now).is_some());
        assert!(flows.end("one", Some(&browser), now).is_none(), "used");
        let browser = begun(&flows, "two");
        assert!(flows.end("two", None, now).is_none(), "in another browser");
        assert!(flows.end("two", Some(&browser), now).is_none(), "after somebody tried");
        let browser = begun(&flows, "three");
        assert!(flows.end("three", Some(&browser), UnixTime::from_unix(601)).is_none(), "too late");
    }
}
