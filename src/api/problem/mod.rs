// SPDX-License-Identifier: MPL-2.0
//! Error responses (RFC 9457) with stable codes.

mod code;

use serde::Serialize;
use utoipa::ToSchema;
use utoipa::openapi::schema::{Object, ObjectBuilder, SchemaType, Type};

use crate::gap::PreviewJson;
use crate::placement::OfferJson;
use crate::reason::ReasonTextJson;
use crate::time::TimeJson;
use crate::values::StateJson;
use office::refusal::Refusal;

pub use code::Code;

/// RFC 9457 problem details. `code` is stable; the members after `status` depend on it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "ProblemDetails", optional_fields))]
#[schema(as = Problem)]
pub struct ProblemResponse {
    #[schema(schema_with = codes_schema)]
    #[cfg_attr(feature = "typescript", ts(type = "ProblemCode"))]
    pub code: &'static str,
    pub title: &'static str,
    /// What is wrong, in one plain sentence.
    pub detail: String,
    pub status: u16,
    /// The field of the body or the query that is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The line of an imported list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reasons: Option<Vec<ReasonTextJson>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offers: Option<Vec<OfferJson>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preview: Option<PreviewJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub desk: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<StateJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recalls_left: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gap: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<TimeJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<TimeJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_day: Option<String>,
    /// Events read so far, and how many there are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<u64>,
    /// How far a computation is, of a hundred.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub done: Option<usize>,
}

/// Every code an error response can carry.
pub fn codes() -> Vec<&'static str> {
    let own = Code::ALL.iter().map(|code| code.as_str());
    let mut codes: Vec<&str> = own.chain(Refusal::CODES.iter().copied()).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

fn codes_schema() -> Object {
    ObjectBuilder::new().schema_type(SchemaType::Type(Type::String)).enum_values(Some(codes())).build()
}
