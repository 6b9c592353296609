// SPDX-License-Identifier: MPL-2.0
//! Values of a body or a query that do not fit: the field and the remedy, never the value itself.

use decode::{FieldCause, FieldError};
use fluent_bundle::FluentValue;

use super::{Code, Problem};
use office::free_text::looks_like_cpr;

/// The longest list or name in a response.
const LONGEST_TEXT: usize = 200;
const LONGEST_FIELD: usize = 100;

/// Describes a field that does not fit, without its value.
pub fn field_problem(error: &FieldError) -> Problem {
    let field = error.field().filter(|field| field.len() <= LONGEST_FIELD && !looks_like_cpr(field));
    let field = field.unwrap_or_default();
    let named = !field.is_empty() && name(&error.cause) != Some(&field);
    let at = if named { format!("{field}: ") } else { String::new() };
    let (key, mut values) = sentence(&error.cause);
    values.push(("at", at.into()));
    Problem::translated(Code::BadRequest, key, &values).about(&field)
}

/// The field a cause names by itself.
fn name(cause: &FieldCause) -> Option<&str> {
    match cause {
        FieldCause::UnknownField { name, .. } | FieldCause::DuplicateField { name } => Some(name),
        FieldCause::MissingField { name } => Some(name),
        FieldCause::UnknownVariant { .. }
        | FieldCause::Number
        | FieldCause::Boolean
        | FieldCause::Kind { .. }
        | FieldCause::Invalid(_) => None,
    }
}

fn sentence(cause: &FieldCause) -> (&'static str, Vec<(&'static str, FluentValue<'static>)>) {
    match cause {
        FieldCause::UnknownField { name, .. } | FieldCause::UnknownVariant { name, .. }
            if looks_like_cpr(name) =>
        {
            ("problem-field-never", Vec::new())
        }
        FieldCause::UnknownField { name, known: [] } => {
            ("problem-field-unknown-none", vec![("name", cut(name).into())])
        }
        FieldCause::UnknownField { name, known } => {
            let values = vec![("name", cut(name).into()), ("known", cut(&known.join(", ")).into())];
            ("problem-field-unknown", values)
        }
        FieldCause::MissingField { name } => ("problem-field-missing", vec![("name", (*name).into())]),
        FieldCause::DuplicateField { name } => ("problem-field-twice", vec![("name", cut(name).into())]),
        FieldCause::UnknownVariant { known, .. } => one_of(&known.join(", ")),
        FieldCause::Boolean => one_of("true, false"),
        FieldCause::Number => ("problem-field-number", Vec::new()),
        FieldCause::Kind { expected } => ("problem-field-expected", vec![("expected", cut(expected).into())]),
        FieldCause::Invalid(_) => ("problem-field-wrong", Vec::new()),
    }
}

fn one_of(known: &str) -> (&'static str, Vec<(&'static str, FluentValue<'static>)>) {
    ("problem-field-one-of", vec![("known", cut(known).into())])
}

fn cut(text: &str) -> String {
    text.chars().take(LONGEST_TEXT).collect()
}
