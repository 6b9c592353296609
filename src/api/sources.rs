// SPDX-License-Identifier: MPL-2.0
//! The appointment systems of an office, one by one: when each was last read, whether it is silent, and what an
//! administrator should look at.

use serde::Serialize;
use utoipa::ToSchema;

use crate::time::TimeJson;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Sources"))]
#[schema(as = Sources)]
pub struct SourcesResponse {
    pub sources: Vec<SourceJson>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Source"))]
#[schema(as = Source)]
pub struct SourceJson {
    /// Its place in the configuration, beginning with 1.
    pub number: usize,
    /// Office, number and kind: never its address, which may be a secret.
    pub name: String,
    pub desks: Vec<String>,
    /// When it last answered; nothing if it has not since the start.
    pub last_look: Option<TimeJson>,
    /// While it does not answer.
    pub silence: Option<SourceSilenceJson>,
    /// Of the last look.
    pub problems: Vec<SourceProblemJson>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "SourceSilence"))]
#[schema(as = SourceSilence)]
pub struct SourceSilenceJson {
    pub since: TimeJson,
    /// For an administrator, in English.
    pub why: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "SourceProblem"))]
#[schema(as = SourceProblem)]
pub struct SourceProblemJson {
    pub kind: ProblemKindJson,
    /// How many entries or files it is about.
    pub count: usize,
    /// For an administrator, in English: the place and the kind, never the content.
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "ProblemKind"))]
#[schema(as = ProblemKind)]
#[serde(rename_all = "snake_case")]
pub enum ProblemKindJson {
    /// Nothing of its time is known, or only what was known before.
    LeftOut,
    /// The widest time that it could mean was taken.
    Doubt,
    /// The last look had it and this one lacks it: its time is kept for now.
    Missing,
    /// A file of which nothing was taken.
    RefusedFile,
    /// Two servers, or two offices, write to one calendar.
    OtherWriter,
    /// Read as it stands; somebody may wonder why it takes time, or none.
    AsWritten,
}

/// A source that has not answered, for those who watch over the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = SilentSource)]
pub struct SilentSourceJson {
    pub source: String,
    pub desks: Vec<String>,
    /// Since when; nothing if it has not been asked to an end since the start.
    pub since: Option<TimeJson>,
    /// When it last answered; nothing if it has not since the start.
    pub last_look: Option<TimeJson>,
}
