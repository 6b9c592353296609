// SPDX-License-Identifier: MPL-2.0
//! How people sign in, and how long that lasts.

use serde::Deserialize;

use office::time::Length;
use staff::{AccountName, LocalAccounts, SessionLimits};

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SignIn {
    /// Whether people may have a name and password of this server's own.
    pub local_accounts: bool,
    /// Who may sign in locally all the same, on the day the identity provider is down.
    pub break_glass: Option<String>,
    /// Without a request, at a desk that several people share.
    pub desk_idle_minutes: u16,
    /// Without a request, for everybody else.
    pub idle_minutes: u16,
    /// In any case.
    pub longest_hours: u16,
}

impl Default for SignIn {
    fn default() -> Self {
        Self {
            local_accounts: true,
            break_glass: None,
            desk_idle_minutes: 30,
            idle_minutes: 60,
            longest_hours: 12,
        }
    }
}

impl SignIn {
    pub fn limits(&self) -> SessionLimits {
        let minutes = |minutes: u16| Length::minutes(minutes.into());
        SessionLimits {
            desk_idle: minutes(self.desk_idle_minutes),
            idle: minutes(self.idle_minutes),
            longest: Length::minutes(i64::from(self.longest_hours) * 60),
        }
    }

    /// Who may sign in with a local account.
    pub fn allowed(&self) -> LocalAccounts {
        let only = self.break_glass.as_deref().and_then(|name| name.parse::<AccountName>().ok());
        match only {
            Some(only) if !self.local_accounts => LocalAccounts::OnlyBreakGlass(only),
            Some(_) | None => LocalAccounts::Everybody,
        }
    }

    pub(super) fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        let name = self.break_glass.as_deref().map(str::parse::<AccountName>);
        match name {
            None if !self.local_accounts => problems.push(
                "local_accounts = false needs break_glass = \"NAME\": who signs in on the day the identity provider \
                 is down"
                    .to_owned(),
            ),
            Some(Err(error)) => problems.push(format!("break_glass: {error}")),
            None | Some(Ok(_)) => {}
        }
        for (key, value, least, most) in [
            ("desk_idle_minutes", self.desk_idle_minutes, 1, 12 * 60),
            ("idle_minutes", self.idle_minutes, 1, 12 * 60),
            ("longest_hours", self.longest_hours, 1, 24),
        ] {
            if !(least..=most).contains(&value) {
                problems.push(format!("{key}: write a whole number from {least} to {most}"));
            }
        }
        problems
    }
}
