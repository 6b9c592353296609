//! JSON types of live views and of the report, so that the model can change without the outside noticing.
//! Requests and other answers still stand in the server.
//! What never lives here: a decision.
//!
//! Names: a request's body ends in `Body`, an answer in `Response`, a live view in `State`, and a part of any
//! of these in `Json`. Answers are made from the model's types with `From`, where every field is named: a new
//! field of the model is left out or shown on purpose. In TypeScript the suffix is dropped.

pub mod live;
pub mod reason;
pub mod report;
pub mod reserved;
pub mod settings;
pub mod values;
