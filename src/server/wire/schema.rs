//! What the model's own types look like in the OpenAPI document: the model knows nothing of it.

use std::borrow::Cow;

use jiff::civil::Weekday;
use serde::de::DeserializeOwned;
use serde_json::json;
use utoipa::openapi::schema::{
    AdditionalProperties, ArrayBuilder, KnownFormat, Object, ObjectBuilder, Schema, SchemaFormat, SchemaType,
    Type,
};
use utoipa::openapi::{Array, RefOr};
use utoipa::{PartialSchema, ToSchema};

use super::asked::IfFullBody;
use office::calendar;
use office::gap::{GapState, Origin, ReleaseRule};
use office::policy::Policy;
use office::setup::{Feature, Identification};
use office::ticket::{Ending, Flag, Language, StateName, Urgency};
use office::trial::TrialDecision;
use office::view::WindowSource;

fn text() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(SchemaType::Type(Type::String))
}

fn one_of(names: &[&str]) -> Object {
    text().enum_values(Some(names.iter().map(|name| json!(name)))).build()
}

fn variants_of<T: DeserializeOwned>() -> Object {
    one_of(decode::variants::<T>())
}

fn list_of<T: DeserializeOwned>() -> Array {
    ArrayBuilder::new().items(variants_of::<T>()).build()
}

pub fn state() -> Object {
    variants_of::<StateName>()
}

pub fn identification() -> Object {
    variants_of::<Identification>()
}

pub fn urgency() -> Object {
    variants_of::<Urgency>()
}

pub fn language() -> Object {
    variants_of::<Language>()
}

pub fn languages() -> Array {
    list_of::<Language>()
}

pub fn features() -> Array {
    list_of::<Feature>()
}

pub fn flags() -> Array {
    list_of::<Flag>()
}

pub fn ending() -> Object {
    variants_of::<Ending>()
}

pub fn hold() -> Object {
    variants_of::<ReleaseRule>()
}

pub fn origin() -> Object {
    variants_of::<Origin>()
}

pub fn gap_state() -> Object {
    variants_of::<GapState>()
}

pub fn if_full() -> Object {
    variants_of::<IfFullBody>()
}

pub fn trial_decision() -> Object {
    variants_of::<TrialDecision>()
}

pub fn weekday() -> Object {
    let week = Weekday::Monday.cycle_forward().take(7).map(calendar::weekday_name::name);
    one_of(&week.collect::<Vec<_>>())
}

/// RFC 3339 with the office's offset.
pub fn time() -> Object {
    text().format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime))).build()
}

/// «HH:MM» on the office's clock.
pub fn clock() -> Object {
    text().pattern(Some("^[0-2]?[0-9]:[0-5][0-9]$")).build()
}

pub fn reasons() -> Array {
    let reason = ObjectBuilder::new()
        .property("code", text())
        .property("text", text().description(Some("One plain sentence in the reader's language")))
        .required("code")
        .required("text")
        .additional_properties(Some(AdditionalProperties::FreeForm(true)))
        .description(Some("Why: a stable code, its values, and the sentence"));
    ArrayBuilder::new().items(RefOr::T(Schema::Object(reason.build()))).build()
}

/// When a ticket will probably be called: from the rules alone, or foreseen and corrected.
pub fn window() -> Object {
    ObjectBuilder::new()
        .property("earliest", time())
        .property("latest", time())
        .property("from", variants_of::<WindowSource>())
        .build()
}

/// The policy's members, as a default one has them.
fn settings() -> ObjectBuilder {
    let whole = || ObjectBuilder::new().schema_type(SchemaType::Type(Type::Integer)).minimum(Some(0));
    let yes_or_no = || ObjectBuilder::new().schema_type(SchemaType::Type(Type::Boolean));
    let default = serde_json::to_value(Policy::default()).unwrap_or_default();
    let settings = default.as_object().cloned().unwrap_or_default();
    settings.into_iter().fold(ObjectBuilder::new(), |policy, (name, value)| {
        policy.property(name, if value.is_boolean() { yes_or_no() } else { whole() })
    })
}

pub fn policy() -> Object {
    settings().build()
}

/// The numbers the supervisor may set.
#[derive(Debug)]
pub struct WirePolicy;

impl PartialSchema for WirePolicy {
    fn schema() -> RefOr<Schema> {
        RefOr::T(Schema::Object(policy()))
    }
}

impl ToSchema for WirePolicy {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("Policy")
    }
}

/// Members of the policy to change, why, and whether promises may break.
#[derive(Debug)]
pub struct WirePolicyChange;

impl PartialSchema for WirePolicyChange {
    fn schema() -> RefOr<Schema> {
        let change = settings()
            .property("reason", text())
            .property("force", ObjectBuilder::new().schema_type(SchemaType::Type(Type::Boolean)));
        RefOr::T(Schema::Object(
            change.additional_properties(Some(AdditionalProperties::FreeForm(false))).build(),
        ))
    }
}

impl ToSchema for WirePolicyChange {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("PolicyChange")
    }
}

/// RFC 9457 problem details. `code` is stable; further members carry values, reasons, offers or a preview.
#[derive(ToSchema)]
#[schema(as = Problem)]
#[expect(dead_code, reason = "describes what `problem` writes")]
pub struct WireProblem {
    #[schema(schema_with = codes)]
    code: String,
    title: String,
    /// What is wrong, in one plain sentence.
    detail: String,
    status: u16,
    #[schema(schema_with = reasons)]
    reasons: Option<Vec<String>>,
    offers: Option<Vec<super::WireOffer>>,
    preview: Option<super::WirePreview>,
}

fn codes() -> Object {
    one_of(&crate::problem::codes())
}
