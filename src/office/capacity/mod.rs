// SPDX-License-Identifier: MPL-2.0
//! The time that may be given to tickets: gaps, the weekly plan, the diary, and who staffs the desks.

mod apply;
mod booking_end;
mod change;
pub(crate) mod desk_time;
pub(crate) mod diary;
mod diary_import;
pub(crate) mod free_time;
pub mod gap;
pub(crate) mod gaps;
mod planned;
pub mod preview;
mod refresh;
mod staffing;
