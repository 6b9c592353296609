// SPDX-License-Identifier: MPL-2.0
//! Every JSON type that comes in or goes out, so that the model can change without the outside noticing: bodies,
//! answers, live views, the ledger's events and error responses. What never lives here: a decision.
//!
//! Names: a request's body ends in `Body`, an answer in `Response`, a live view in `State`, and a part of any
//! of these in `Json`. Answers are made from the model's types with `From`, or `of` where times need the office's
//! zone. Every field is named: a new field of the model is left out or shown on purpose. OpenAPI and TypeScript have
//! the names without the suffix; in TypeScript a body ends in `Request`, and a live view in `View`.

pub mod advice;
pub mod answers;
pub mod busy;
pub mod closures;
pub mod companions;
pub mod condition;
pub mod day_notice;
pub mod description;
pub mod desk_queue;
pub mod devices;
pub mod diary;
pub mod gap;
pub mod ledger;
pub mod live;
pub mod people;
pub mod placement;
pub mod plan;
pub mod problem;
pub mod reason;
pub mod report;
pub mod reserved;
mod same_names;
pub mod screen_access;
pub mod settings;
pub mod sources;
pub mod ticket;
pub mod time;
pub mod trials;
#[cfg(feature = "typescript")]
pub mod typescript;
pub mod values;
pub mod voiding;
pub mod witness;
pub mod words;
