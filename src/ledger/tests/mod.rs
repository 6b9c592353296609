// SPDX-License-Identifier: MPL-2.0
//! What somebody with every right on the machine may do to the files of an office. Each is a row of docs/ledger.md.

mod edits;
mod replaced;
mod tampered_office;
mod write_ahead;
