// SPDX-License-Identifier: MPL-2.0
//! Who may do what in an office: roles, the tokens that carry them, and the companions who check in with a
//! code. What never lives here: a person's name beyond what the office put into its own file, and anything
//! that reaches the ledger but a role or a pseudonym.

mod access;
mod code;
mod from_file;
mod handle;
mod permission;
mod role;
mod shared;
mod token;

pub use access::{Access, Companion, Identity};
pub use code::{CARD_CHARACTERS, CompanionCodeUnknown, Tries};
pub use from_file::AccessProblem;
pub use handle::{HANDLE_SECONDS, HandleUnknown};
pub use permission::Permission;
pub use role::Role;
pub use shared::SharedAccess;
pub use token::Token;
