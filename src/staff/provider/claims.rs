// SPDX-License-Identifier: MPL-2.0
//! What an identity provider says about a person's roles, and what that means here.

use std::collections::BTreeSet;

use openidconnect::AdditionalClaims;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::role::Role;

/// One value of the role claim, and the role it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleRule {
    pub value: String,
    pub role: Role,
    /// The unit, for a unit lead.
    pub unit: Option<String>,
}

/// Why somebody whom the provider vouches for has no role here.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RoleProblem {
    #[error("the identity provider gives the person no role of this office")]
    None,
    /// Roles of which nobody may have two, such as supervisor and auditor.
    #[error("the identity provider gives the person roles that exclude each other: {0}")]
    Contradictory(String),
}

/// All claims of an id token.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct AllClaims {
    #[serde(flatten)]
    all: Map<String, Value>,
}

impl AdditionalClaims for AllClaims {}

impl AllClaims {
    /// The rule that gives a person the one role they have here.
    pub fn rule<'r>(&self, claim: &str, rules: &'r [RoleRule]) -> Result<&'r RoleRule, RoleProblem> {
        let values = values_at(&self.all, claim);
        let granted: Vec<&RoleRule> =
            rules.iter().filter(|rule| values.contains(rule.value.as_str())).collect();
        let greatest = granted.iter().max_by_key(|rule| rung(rule.role)).ok_or(RoleProblem::None)?;
        let is_one = granted.iter().all(|rule| rule.role == greatest.role && rule.unit == greatest.unit);
        let is_ladder = granted.iter().all(|rule| rung(rule.role).is_some());
        if is_one || is_ladder {
            return Ok(*greatest);
        }
        let roles: BTreeSet<Role> = granted.iter().map(|rule| rule.role).collect();
        let names: Vec<&str> = roles.into_iter().map(Role::name).collect();
        Err(RoleProblem::Contradictory(names.join(", ")))
    }
}

/// How high a role stands among those that include each other.
const fn rung(role: Role) -> Option<u8> {
    match role {
        Role::Clerk => Some(1),
        Role::Supervisor => Some(2),
        Role::Administrator => Some(3),
        Role::Kiosk | Role::Board | Role::Companion | Role::UnitLead | Role::Management | Role::Auditor => {
            None
        }
    }
}

/// The texts of a claim: one, or a list. A name with dots leads into objects, unless it is a claim's whole name.
fn values_at<'c>(claims: &'c Map<String, Value>, claim: &str) -> BTreeSet<&'c str> {
    let found = claims.get(claim).or_else(|| {
        let (first, rest) = claim.split_once('.')?;
        rest.split('.').try_fold(claims.get(first)?, |value, name| value.get(name))
    });
    match found {
        Some(Value::String(one)) => BTreeSet::from([one.as_str()]),
        Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).collect(),
        Some(Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_)) | None => BTreeSet::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn role(claims: Value, claim: &str) -> Result<Role, RoleProblem> {
        let rule = |value: &str, role| RoleRule { value: value.to_owned(), role, unit: None };
        let rules = [
            rule("mintur-skranke", Role::Clerk),
            rule("mintur-leder", Role::Supervisor),
            rule("mintur-revision", Role::Auditor),
        ];
        serde_json::from_value::<AllClaims>(claims).unwrap().rule(claim, &rules).map(|rule| rule.role)
    }

    #[test]
    fn roles_are_found_where_keycloak_entra_and_adfs_put_them() {
        let keycloak = json!({ "realm_access": { "roles": ["offline_access", "mintur-leder"] } });
        assert_eq!(role(keycloak, "realm_access.roles"), Ok(Role::Supervisor));
        let entra = json!({ "roles": ["mintur-skranke"], "tid": "…" });
        assert_eq!(role(entra, "roles"), Ok(Role::Clerk));
        let adfs = json!({ "http://schemas.example/role": "mintur-revision" });
        assert_eq!(role(adfs, "http://schemas.example/role"), Ok(Role::Auditor));
    }

    #[test]
    fn a_greater_role_includes_a_lesser_one_and_an_auditor_is_nothing_else() {
        let both = json!({ "roles": ["mintur-skranke", "mintur-leder"] });
        assert_eq!(role(both, "roles"), Ok(Role::Supervisor));
        let against = json!({ "roles": ["mintur-revision", "mintur-leder"] });
        assert_eq!(role(against, "roles"), Err(RoleProblem::Contradictory("supervisor, auditor".to_owned())));
    }

    #[test]
    fn whoever_has_no_role_here_is_nobody() {
        for claims in
            [json!({}), json!({ "roles": [] }), json!({ "roles": ["other"] }), json!({ "roles": 7 })]
        {
            assert_eq!(role(claims, "roles"), Err(RoleProblem::None));
        }
    }
}
