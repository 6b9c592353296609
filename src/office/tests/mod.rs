// SPDX-License-Identifier: MPL-2.0
//! The rules by their own words. A day at an office is told as a story: who comes when, what the office
//! answers, what everybody is told.

mod booked_over;
mod booking_end;
mod busy;
mod by_hand;
mod calls;
mod cases;
mod closures;
mod day_notice;
mod desk_queue;
mod examples;
mod faults;
mod figures;
mod more_time;
mod offers;
mod personal;
mod promises;
mod ratings;
mod rules;
mod same_clerk;

mod idempotency;
mod inquiries;
mod silence;
mod supervised_desks;
mod trials;
mod urgency;
mod windows;
