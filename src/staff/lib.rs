// SPDX-License-Identifier: MPL-2.0
//! Who may do what in an office: roles, the tokens and sessions that carry them, and the companions who check in with a
//! code or card. What never lives here: a person's name beyond what the office put into its own files, and anything
//! that reaches the ledger but a role or a pseudonym.

mod access;
mod account;
mod code;
mod companion_key;
mod from_file;
mod handle;
mod hex;
mod local_sign_in;
mod office_companions;
mod one_time_code;
mod pairing_code;
mod password;
mod permission;
mod provider;
mod random;
mod role;
mod second_factor;
mod shared;
mod store;
mod throttle;
mod token;

pub use access::{Access, Companion, Credential, Identity};
pub use account::{Account, AccountId, AccountName, InvalidAccountName, ProviderSubject};
pub use code::{CARD_CHARACTERS, CompanionCodeUnknown, Tries};
pub use from_file::AccessProblem;
pub use handle::{HANDLE_SECONDS, HandleUnknown};
pub use local_sign_in::{LocalAccounts, LocalSignIn, NewSession, SignInRefusal, SignInStep, SignInTry};
pub use office_companions::OfficeCompanions;
pub use one_time_code::OneTimeCode;
pub use pairing_code::{InvalidPairingCode, PairingCode};
pub use password::{LEAST_PASSWORD_CHARACTERS, MOST_PASSWORD_CHARACTERS, PasswordRefusal};
pub use permission::Permission;
pub use provider::{
    Callback, FlowStart, IdentityProvider, ProviderAccount, ProviderProblem, ProviderSettings, RoleRule,
};
pub use role::Role;
pub use second_factor::NewSecondFactor;
pub use shared::SharedAccess;
pub use store::{
    AccountError, AccountRefusal, CODE_HOURS, CompanionCard, CompanionError, CompanionRefusal,
    ConfirmedPairing, Device, DeviceScreen, EnrolledCompanion, EnrolledCompanions, EventSearch, GivenProof,
    MOST_EVENTS, MachineClock, NewAccount, NewPairing, Outage, PairingError, PairingOutcome, PairingRefusal,
    PendingPairing, People, PeopleStore, SecurityEvent, SecurityEventKind, Session, SessionEnd,
    SessionLimits, StartedPairing, StoreFailure, WitnessDates,
};
pub use throttle::TooManyTries;
pub use token::{Token, random_token};
