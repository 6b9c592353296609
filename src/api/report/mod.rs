// SPDX-License-Identifier: MPL-2.0
//! The follow-up report.

pub mod economy;
pub mod figure;
pub mod groups;
pub mod period;
pub mod trial;

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use crate::words::LocalizedTextJson;

pub use period::ReportResponse;

/// The report, and what its reader must know about the period.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(
    feature = "typescript",
    derive(ts_rs::TS),
    ts(
        rename = "ReportAnswer",
        type = "Report & { outcome_names: Record<string, LocalizedText>; note?: string }"
    )
)]
#[schema(as = Report)]
pub struct ReportWithNoteResponse {
    #[serde(flatten)]
    pub report: ReportResponse,
    /// What the office calls its own outcomes, by their ids.
    pub outcome_names: BTreeMap<String, LocalizedTextJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The events of a figure, by their sequence numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Evidence"))]
#[schema(as = Evidence)]
pub struct EvidenceResponse {
    pub figure: String,
    pub total: usize,
    /// The first of them.
    pub seqs: Vec<u64>,
}
