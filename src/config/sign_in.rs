// SPDX-License-Identifier: MPL-2.0
//! How people sign in, and how long that lasts.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use office::names::OfficeId;
use office::time::Length;
use staff::{AccountName, LocalAccounts, Role, SessionLimits};

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
    pub provider: Option<ProviderConfig>,
}

/// An identity provider that vouches for people (OpenID Connect).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProviderConfig {
    pub issuer: String,
    pub client_id: String,
    /// Left out for a client without one.
    pub client_secret_file: Option<PathBuf>,
    #[serde(default = "usual_scopes")]
    pub scopes: Vec<String>,
    /// Where the roles stand in the id token.
    #[serde(default = "usual_claim")]
    pub role_claim: String,
    pub roles: Vec<RoleGrant>,
}

/// What one value of the role claim means here.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleGrant {
    pub value: String,
    pub role: Role,
    /// The unit, for a unit lead.
    pub unit: Option<String>,
    /// Every office, where it is left out.
    pub offices: Option<Vec<OfficeId>>,
}

fn usual_scopes() -> Vec<String> {
    vec!["profile".to_owned()]
}

fn usual_claim() -> String {
    "roles".to_owned()
}

impl Default for SignIn {
    fn default() -> Self {
        Self {
            local_accounts: true,
            break_glass: None,
            desk_idle_minutes: 30,
            idle_minutes: 60,
            longest_hours: 12,
            provider: None,
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

    /// The offices that grants of roles name.
    pub(super) fn offices_named(&self) -> impl Iterator<Item = &OfficeId> {
        let grants = self.provider.iter().flat_map(|provider| &provider.roles);
        grants.flat_map(|grant| grant.offices.iter().flatten())
    }

    pub(super) fn count_paths_from(&mut self, folder: &Path) {
        let secret = self.provider.as_mut().and_then(|provider| provider.client_secret_file.as_mut());
        if let Some(secret) = secret {
            *secret = folder.join(&*secret);
        }
    }

    pub(super) fn problems(&self) -> Vec<String> {
        let mut problems: Vec<String> = self.provider.iter().flat_map(ProviderConfig::problems).collect();
        if self.provider.is_none() && !self.local_accounts {
            problems.push("local_accounts = false needs a [server.sign_in.provider]".to_owned());
        }
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

impl ProviderConfig {
    fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        if !self.issuer.starts_with("https://") && !is_on_this_machine(&self.issuer) {
            problems.push("provider: issuer begins with https://".to_owned());
        }
        if self.roles.is_empty() {
            problems.push(
                "provider: roles is empty, so nobody could sign in; write what the claims mean".to_owned(),
            );
        }
        for RoleGrant { value, role, unit, .. } in &self.roles {
            if !role.is_for_people() {
                problems.push(format!("provider: «{value}» gives the role {role}, which is for devices"));
            }
            if (*role == Role::UnitLead) != unit.is_some() {
                problems
                    .push(format!("provider: «{value}»: a unit lead needs a unit, and nobody else has one"));
            }
        }
        problems
    }
}

/// Whether an address without TLS leads no further than this machine.
fn is_on_this_machine(address: &str) -> bool {
    let Some(rest) = address.strip_prefix("http://") else { return false };
    let host = rest.split('/').next().unwrap_or_default();
    let name = host.rsplit_once(':').filter(|(_, port)| port.parse::<u16>().is_ok());
    ["127.0.0.1", "localhost", "[::1]"].contains(&name.map_or(host, |(name, _)| name))
}
