// SPDX-License-Identifier: MPL-2.0
//! Whether a screen may show what it wants to, and what can be said where it may not.

use serde::Serialize;
use utoipa::ToSchema;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "ScreenAccess"))]
#[schema(as = ScreenAccess)]
pub struct ScreenAccessResponse {
    pub access: ScreenAccessCode,
    /// What the office knows the sender as, where it does.
    pub role: Option<String>,
    /// The roles that may see the screen.
    pub roles: Vec<String>,
    /// The desk that the sender's device belongs to, where it belongs to one.
    pub own_desk: Option<String>,
    /// The desks there are, where the one asked for is none of them.
    pub desks: Vec<DeskLinkJson>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "DeskLink"))]
#[schema(as = DeskLink)]
pub struct DeskLinkJson {
    pub desk: String,
    pub name: String,
}

/// Whether the screen may be seen, and if not, why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ScreenAccessCode {
    Granted,
    /// The request had no token.
    NoToken,
    /// No office here knows the token: mistyped, or replaced since.
    UnknownToken,
    /// The token was this office's, and was taken away.
    Revoked,
    /// The token belongs to another office of this server.
    OtherOffice,
    RoleMayNot,
    /// The device belongs to another desk.
    OtherDesk,
    UnknownDesk,
}
