//! The JSON we promise, as types of its own: the model may change without the outside noticing. What never
//! lives here: a decision. Types of what is sent are written for the screens by ts-rs and described by
//! utoipa; of what is received, every field is known or refused.

mod advice;
mod answers;
mod asked;
mod capacity;
mod description;
mod diary;
mod ledger;
mod reason;
pub mod schema;
mod ticket;

pub use advice::{WireAnswer, WireProgress};
pub use answers::{WireChange, WireCompanion, WireHelp, WirePreviewAnswer, WireStaffing};
pub use asked::{
    CalledBody, CheckInBody, CodeBody, CompletionBody, GapBody, GapChangeBody, GapWithdrawalBody, PlanBody,
    PolicyBody, TransferBody,
};
pub use capacity::{WireGap, WireGaps, WireOffer, WirePlan, WirePreview, planned};
pub use description::WireOffice;
pub use diary::{DiaryBody, WireDiary};
pub use ledger::{WireEvents, event};
pub use reason::{Reader, reasons};
pub use schema::{WirePolicy, WirePolicyChange, WireProblem};
pub use ticket::{WireCall, WireTicket, WireTickets};
