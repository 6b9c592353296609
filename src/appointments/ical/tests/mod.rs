// SPDX-License-Identifier: MPL-2.0
//! Calendars as offices meet them, small enough to check by hand.

mod cases;
mod faults;
mod nasty;
mod scene;
mod shapes;
