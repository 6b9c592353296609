//! What the model's own types look like in the OpenAPI document: the model knows nothing of it.

use serde_json::json;
use utoipa::ToSchema;
use utoipa::openapi::schema::{
    AdditionalProperties, ArrayBuilder, KnownFormat, Object, ObjectBuilder, Schema, SchemaFormat, SchemaType,
    Type,
};
use utoipa::openapi::{Array, RefOr};

fn text() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(SchemaType::Type(Type::String))
}

fn one_of(names: &[&str]) -> Object {
    text().enum_values(Some(names.iter().map(|name| json!(name)))).build()
}

fn list_of(names: &[&str]) -> Array {
    ArrayBuilder::new().items(one_of(names)).build()
}

pub fn state() -> Object {
    one_of(&["waiting", "called", "serving", "parked", "absent", "done", "left"])
}

pub fn identification() -> Object {
    one_of(&["photo", "none", "unknown"])
}

pub fn urgency() -> Object {
    one_of(&["ordinary", "raised"])
}

pub fn language() -> Object {
    one_of(&["da", "en", "ar"])
}

pub fn languages() -> Array {
    list_of(&["da", "en", "ar"])
}

pub fn features() -> Array {
    list_of(&["without_photo", "step_free", "quiet_room", "interpreter"])
}

pub fn flags() -> Array {
    list_of(&["internal_residence_certificate_used", "interpreter_used", "companion_was_witness"])
}

pub fn ending() -> Object {
    one_of(&[
        "left_before_call",
        "absent_at_call",
        "moved_to_next_day",
        "not_served_today",
        "outcome_not_recorded",
    ])
}

pub fn hold() -> Object {
    one_of(&["hard", "soft"])
}

pub fn origin() -> Object {
    one_of(&["plan", "supervisor", "freed_booking"])
}

pub fn gap_state() -> Object {
    one_of(&["open", "used", "released", "unused", "withdrawn"])
}

pub fn if_full() -> Object {
    one_of(&["ask", "later_today", "standby", "next_day"])
}

pub fn weekday() -> Object {
    one_of(&["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
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
        .property("from", one_of(&["rules", "foresight"]))
        .build()
}

pub fn policy() -> Object {
    let names = [
        "ordinary_rate",
        "raised_rate",
        "promise_minutes",
        "longest_wait_minutes",
        "release_minutes",
        "recalls_before_absent",
        "absence_grace_minutes",
        "undo_seconds",
        "overrun_minutes",
        "slack_minutes",
    ];
    let whole = || ObjectBuilder::new().schema_type(SchemaType::Type(Type::Integer)).minimum(Some(0));
    let yes_or_no = || ObjectBuilder::new().schema_type(SchemaType::Type(Type::Boolean));
    let policy =
        ObjectBuilder::new().property("lend_freed", yes_or_no()).property("plan_with_learned", yes_or_no());
    names.into_iter().fold(policy, |policy, name| policy.property(name, whole())).build()
}

/// RFC 9457 problem details. `code` is stable; further members carry values, reasons, offers or a preview.
#[derive(ToSchema)]
#[schema(as = Problem)]
#[expect(dead_code, reason = "describes what the problem module writes")]
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
    let own = crate::problem::OWN_CODES.iter().map(|(code, ..)| *code);
    let refusals = crate::refused::REFUSALS.iter().map(|(code, _)| *code);
    one_of(&own.chain(refusals).collect::<Vec<_>>())
}
