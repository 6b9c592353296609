// SPDX-License-Identifier: MPL-2.0
//! Pages that the server writes or hands out: whole without a script, and the built screens.

pub(crate) mod branding;
pub(crate) mod busy_page;
pub(crate) mod plain_page;
pub(crate) mod screen_access;
pub(crate) mod screens;
pub(crate) mod start_page;
pub(crate) mod texts;
pub(crate) mod ticket_page;
pub(crate) mod ui;
