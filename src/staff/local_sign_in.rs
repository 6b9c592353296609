// SPDX-License-Identifier: MPL-2.0
//! Signing in with a local account: name and password, a one-time code to choose a password, a second factor where the
//! role needs one. Each try says everything so far, so nothing is kept between them but a second factor on its way.

use std::collections::BTreeMap;
use std::fmt;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::account::{Account, AccountId, AccountName};
use super::one_time_code::OneTimeCode;
use super::password::{self, PasswordRefusal};
use super::second_factor::{NewSecondFactor, step_of};
use super::store::{PeopleStore, SecurityEvent, SecurityEventKind, StoreFailure, StoredPassword};
use super::throttle::{SignInThrottle, TooManyTries};
use super::token::Token;
use office::time::{Length, UnixTime};

/// Who may sign in with a local account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LocalAccounts {
    Everybody,
    /// Only the one named for the day the identity provider is down.
    OnlyBreakGlass(AccountName),
}

/// What somebody shows to come in.
#[derive(Clone, Default)]
pub struct SignInTry {
    pub name: String,
    /// Where: no password is made of the office's name.
    pub office: String,
    pub password: Option<String>,
    pub one_time_code: Option<String>,
    /// With a one-time code the password to begin with; with a password the one to have instead.
    pub new_password: Option<String>,
    pub second_factor: Option<String>,
    /// The session that was open in the same browser: it ends.
    pub session_before: Option<Token>,
}

/// Where a try leads.
#[derive(Debug)]
pub enum SignInStep {
    SignedIn {
        account: AccountId,
        session: NewSession,
    },
    /// A password has to be chosen; the one-time code is right.
    ChoosePassword,
    /// A code of the second factor is needed.
    SecondFactor,
    /// A second factor is needed, and has to be set up.
    SetUpSecondFactor(NewSecondFactor),
}

/// What the cookie is to hold.
pub struct NewSession(pub String);

/// Why a try leads nowhere.
#[derive(Debug, thiserror::Error)]
pub enum SignInRefusal {
    /// Name, password or code: which one is not said.
    #[error("name, password or code is wrong")]
    Wrong,
    #[error("the code of the second factor is wrong")]
    SecondFactorWrong,
    #[error("too many tries")]
    TooManyTries(TooManyTries),
    #[error("the password cannot be chosen")]
    Password(PasswordRefusal),
    #[error(transparent)]
    Failed(#[from] StoreFailure),
}

/// How long a second factor that nobody has shown a code of is kept.
const SET_UP_WITHIN: Length = Length::minutes(15);

/// Local sign-in at one office.
#[derive(Debug)]
pub struct LocalSignIn {
    allowed: LocalAccounts,
    throttle: SignInThrottle,
    on_their_way: Mutex<BTreeMap<AccountId, (NewSecondFactor, UnixTime)>>,
}

impl LocalSignIn {
    pub fn new(allowed: LocalAccounts) -> Self {
        Self { allowed, throttle: SignInThrottle::default(), on_their_way: Mutex::default() }
    }

    pub const fn allowed(&self) -> &LocalAccounts {
        &self.allowed
    }

    /// Looks at a try. Takes some 50 ms of a processor: never on a thread that answers requests.
    ///
    /// # Errors
    /// [`SignInRefusal`].
    pub fn look_at(
        &self,
        store: &PeopleStore,
        from: IpAddr,
        shown: &SignInTry,
    ) -> Result<SignInStep, SignInRefusal> {
        let now = store.now();
        // Somebody who was added by a command a moment ago is known.
        store.follow()?;
        let account = self.account(store, &shown.name);
        let counted =
            self.throttle.count(&shown.name.trim().to_lowercase(), from, now).map_err(|too_many| {
                note(store, SecurityEventKind::SignInThrottled, account.as_ref(), from);
                SignInRefusal::TooManyTries(too_many)
            })?;
        match self.step(store, account.as_ref(), shown, now) {
            Ok(Proven::Everything(account)) => {
                counted.right();
                let session = store.open_session(&account.id, shown.session_before.as_ref())?;
                note(store, SecurityEventKind::SignedIn, Some(account), from);
                Ok(SignInStep::SignedIn { account: account.id.clone(), session: NewSession(session) })
            }
            Ok(Proven::SoFar(step)) => {
                counted.went_on();
                Ok(step)
            }
            Err(refusal) => {
                if let SignInRefusal::Password(_) = &refusal {
                    counted.went_on();
                } else {
                    note(store, SecurityEventKind::SignInRefused, account.as_ref(), from);
                }
                Err(refusal)
            }
        }
    }

    /// Whose name it is, if they may come in this way.
    fn account(&self, store: &PeopleStore, name: &str) -> Option<Account> {
        let name: AccountName = name.parse().ok()?;
        let may = match &self.allowed {
            LocalAccounts::Everybody => true,
            LocalAccounts::OnlyBreakGlass(only) => *only == name,
        };
        let people = store.current();
        let account = people.named(&name).filter(|account| may && !account.is_disabled());
        account.filter(|account| account.provider.is_none()).cloned()
    }

    fn step<'a>(
        &self,
        store: &PeopleStore,
        account: Option<&'a Account>,
        shown: &SignInTry,
        now: UnixTime,
    ) -> Result<Proven<'a>, SignInRefusal> {
        let (account, kept) = match (&shown.one_time_code, &shown.password) {
            (Some(code), _) => match choose_password(store, account, code, shown)? {
                Some(account) => (account, None),
                None => return Ok(Proven::SoFar(SignInStep::ChoosePassword)),
            },
            (None, Some(password)) => {
                let (account, kept) = check_password(store, account, password)?;
                (account, Some(kept))
            }
            (None, None) => return Err(SignInRefusal::Wrong),
        };
        let replacing = kept.zip(shown.new_password.as_deref());
        if let Some((_, new)) = &replacing {
            check_choice(new, account, shown)?;
        }
        if let Some(step) = self.second_factor(store, account, shown.second_factor.as_deref(), now)? {
            return Ok(Proven::SoFar(step));
        }
        if let Some((old, new)) = replacing
            && !store.replace_password(&account.id, &old, &password::keep(new)?)?
        {
            // Reset or changed meanwhile.
            return Err(SignInRefusal::Wrong);
        }
        Ok(Proven::Everything(account))
    }

    /// What is still missing of the second factor, if anything.
    fn second_factor(
        &self,
        store: &PeopleStore,
        account: &Account,
        code: Option<&str>,
        now: UnixTime,
    ) -> Result<Option<SignInStep>, SignInRefusal> {
        let wrong = SignInRefusal::SecondFactorWrong;
        match (store.second_factor(&account.id)?, code) {
            (Some(_), None) => Ok(Some(SignInStep::SecondFactor)),
            (Some(factor), Some(code)) => {
                let step = step_of(&factor, code, now).ok_or(wrong)?;
                let is_first = store.use_second_factor(&account.id, step)?;
                if is_first { Ok(None) } else { Err(SignInRefusal::SecondFactorWrong) }
            }
            (None, _) if !account.role.needs_second_factor() => Ok(None),
            (None, None) => Ok(Some(SignInStep::SetUpSecondFactor(self.on_its_way(account, now)?))),
            (None, Some(code)) => {
                let new = self.on_its_way(account, now)?;
                let step = step_of(&new.kept(0), code, now).ok_or(wrong)?;
                store.set_second_factor(&account.id, &new.kept(step))?;
                self.lock().remove(&account.id);
                Ok(None)
            }
        }
    }

    /// The second factor a person is setting up, the same for a while: they may have scanned it already.
    fn on_its_way(&self, account: &Account, now: UnixTime) -> Result<NewSecondFactor, StoreFailure> {
        let mut all = self.lock();
        all.retain(|_, (_, until)| *until > now);
        if let Some((known, _)) = all.get(&account.id) {
            return Ok(known.clone());
        }
        let new = NewSecondFactor::new_random(account.name.as_str())?;
        all.insert(account.id.clone(), (new.clone(), now + SET_UP_WITHIN));
        Ok(new)
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<AccountId, (NewSecondFactor, UnixTime)>> {
        self.on_their_way.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An event that cannot be written keeps nobody out: it is in the log.
fn note(store: &PeopleStore, kind: SecurityEventKind, account: Option<&Account>, from: IpAddr) {
    let event = SecurityEvent {
        subject: account.map(|account| account.id.to_string()),
        address: Some(from.to_string()),
        ..SecurityEvent::new(kind)
    };
    if let Err(failure) = store.record(&event) {
        tracing::error!(%failure, kind = kind.name(), "a security event was not written");
    }
}

/// How far a try went.
enum Proven<'a> {
    Everything(&'a Account),
    SoFar(SignInStep),
}

/// The account a one-time code was used up for; nothing while no password was chosen.
fn choose_password<'a>(
    store: &PeopleStore,
    account: Option<&'a Account>,
    code: &str,
    shown: &SignInTry,
) -> Result<Option<&'a Account>, SignInRefusal> {
    let code = OneTimeCode::typed(code).ok_or(SignInRefusal::Wrong)?;
    let account = account.ok_or(SignInRefusal::Wrong)?;
    if !store.has_code(&account.id, &code)? {
        return Err(SignInRefusal::Wrong);
    }
    let Some(password) = shown.new_password.as_deref() else { return Ok(None) };
    check_choice(password, account, shown)?;
    let kept = password::keep(password)?;
    if store.choose_password(&account.id, &code, &kept)? {
        Ok(Some(account))
    } else {
        Err(SignInRefusal::Wrong)
    }
}

fn check_choice(password: &str, account: &Account, shown: &SignInTry) -> Result<(), SignInRefusal> {
    password::check_choice(password, account.name.as_str(), &shown.office).map_err(SignInRefusal::Password)
}

fn check_password<'a>(
    store: &PeopleStore,
    account: Option<&'a Account>,
    password: &str,
) -> Result<(&'a Account, StoredPassword), SignInRefusal> {
    let kept = account.map(|account| store.password(&account.id)).transpose()?.flatten();
    let is_right = password::is_right(password, kept.as_ref())?;
    account.filter(|_| is_right).zip(kept).ok_or(SignInRefusal::Wrong)
}

impl fmt::Debug for SignInTry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SignInTry(…)")
    }
}

impl fmt::Debug for NewSession {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewSession(…)")
    }
}

#[cfg(test)]
#[path = "local_sign_in_tests.rs"]
mod tests;
