// SPDX-License-Identifier: MPL-2.0
//! What the people of an office experience, over real HTTP and websockets: kiosk, board, clerk and
//! supervisor as actors, each with their own token. The office's clock stands still until a test moves it.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on says so by panicking")]

mod actor;
mod advice;
mod attackers;
mod audit;
mod branding;
mod busy;
mod closures;
mod companions;
mod condition;
mod day_notice;
mod desk_queue;
mod devices;
mod effects;
#[path = "../free_port.rs"]
mod free_port;
mod idempotency;
mod inquiries;
mod live;
mod manners;
mod next_day;
mod own_words;
mod permissions;
mod proxy;
mod queue;
mod ratings;
mod restart;
mod screen_access;
mod sign_in;
mod story;
mod supervised_desks;
mod test_server;
mod urgency;
mod windows;
mod witness;
mod worth;
