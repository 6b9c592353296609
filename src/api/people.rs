// SPDX-License-Identifier: MPL-2.0
//! People: signing in, their sessions, who may do what, and the security events about it.

use std::fmt;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::time::TimeJson;

/// Everything shown so far: each step of signing in sends the earlier ones again.
#[derive(Deserialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "SignInRequest", optional_fields = nullable))]
#[serde(deny_unknown_fields)]
#[schema(as = SignIn)]
pub struct SignInBody {
    pub name: String,
    pub password: Option<String>,
    /// Instead of a password, once, to choose one.
    pub one_time_code: Option<String>,
    pub new_password: Option<String>,
    /// The six digits of the second factor.
    pub second_factor: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "SignInStep"))]
#[serde(rename_all = "snake_case")]
#[schema(as = SignInStep)]
pub enum SignInStepJson {
    SignedIn,
    ChoosePassword,
    SecondFactor,
    SetUpSecondFactor,
}

/// What comes next; with `signed_in` the session's cookie is set.
#[derive(Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "SignInAnswer"))]
#[schema(as = SignInAnswer)]
pub struct SignInResponse {
    pub step: SignInStepJson,
    /// With `set_up_second_factor`.
    pub second_factor: Option<NewSecondFactorJson>,
}

#[derive(Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "NewSecondFactor"))]
#[schema(as = NewSecondFactor)]
pub struct NewSecondFactorJson {
    /// To type into an app.
    pub secret: String,
    /// The same as a QR code, an SVG image.
    pub qr: String,
}

/// How people may sign in here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "SignInMethods"))]
#[schema(as = SignInMethods)]
pub struct SignInMethodsResponse {
    pub office_name: String,
    /// Whether everybody may use a name and password; otherwise only the break-glass account may.
    pub local_accounts: bool,
    /// Where signing in with the identity provider begins, where there is one.
    pub provider: Option<String>,
}

/// Who the sender is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "SessionOfSender"))]
#[schema(as = SessionOfSender)]
pub struct SessionResponse {
    pub role: String,
    /// As the ledger names the sender: the role, and a device or a pseudonym.
    pub actor: String,
    /// What a person signed in with; nothing for a device.
    pub name: Option<String>,
    pub second_factor: bool,
    /// Whether it is a person with a password of this service, which they may change.
    pub own_password: bool,
    /// What the sender may do and watch, by the names of the permissions.
    pub may: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "SessionEnd"))]
#[schema(as = SessionEnd)]
pub struct SessionEndResponse {
    pub ended: usize,
    /// Where the identity provider ends its own session, where it does.
    pub continue_at: Option<String>,
}

/// Everybody who may come in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "People"))]
#[schema(as = People)]
pub struct PeopleResponse {
    pub people: Vec<PersonJson>,
    /// Entries of the access file, as the ledger names them: they are changed in the file only.
    pub from_access_file: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Person"))]
#[schema(as = Person)]
#[expect(clippy::struct_excessive_bools, reason = "four independent facts of the JSON")]
pub struct PersonJson {
    /// The pseudonym.
    pub id: String,
    pub name: String,
    pub role: String,
    pub unit: Option<String>,
    pub disabled: bool,
    pub has_password: bool,
    pub has_second_factor: bool,
    /// Whether an identity provider vouches for the person: then the role is changed there.
    pub from_provider: bool,
    /// Where the person is signed in now.
    pub sessions: usize,
}

#[derive(Debug, Deserialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "PersonRequest", optional_fields = nullable))]
#[serde(deny_unknown_fields)]
#[schema(as = NewPerson)]
pub struct PersonBody {
    pub name: String,
    pub role: String,
    /// The unit a unit lead leads.
    pub unit: Option<String>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "PersonChangeRequest", optional_fields = nullable))]
#[serde(deny_unknown_fields)]
#[schema(as = PersonChange)]
pub struct PersonChangeBody {
    /// Another role, with its unit where it has one.
    pub role: Option<String>,
    pub unit: Option<String>,
    pub disabled: Option<bool>,
}

/// A code that lets the person choose a password, once. It is shown here and nowhere else.
#[derive(Clone, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "PersonWithCode"))]
#[schema(as = PersonWithCode)]
pub struct PersonWithCodeResponse {
    pub person: PersonJson,
    pub one_time_code: String,
    pub valid_hours: i64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "SecurityEvents"))]
#[schema(as = SecurityEvents)]
pub struct SecurityEventsResponse {
    pub events: Vec<SecurityEventJson>,
    /// Where the next page begins, if there is one.
    pub next: Option<i64>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "SecurityEvent"))]
#[schema(as = SecurityEvent)]
pub struct SecurityEventJson {
    pub seq: i64,
    pub at: TimeJson,
    pub kind: String,
    /// Whom it is about: a pseudonym or a device.
    pub subject: Option<String>,
    /// Who did it, as the ledger names them.
    pub actor: Option<String>,
    pub address: Option<String>,
    pub detail: Option<String>,
}

impl fmt::Debug for SignInBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SignInBody(…)")
    }
}

impl fmt::Debug for SignInResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignInResponse").field("step", &self.step).finish_non_exhaustive()
    }
}

impl fmt::Debug for NewSecondFactorJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewSecondFactorJson(…)")
    }
}

impl fmt::Debug for PersonWithCodeResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PersonWithCodeResponse").field("person", &self.person).finish_non_exhaustive()
    }
}
