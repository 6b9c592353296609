// SPDX-License-Identifier: MPL-2.0
//! HTTP and websockets: one file per audience (kiosk, clerk, supervisor, report, screens, ticket page), the live
//! views, and error responses (`problem`). Never here: a rule of the queue, a JSON type (they are in the crate
//! `api`), and anybody's name, token or secret in a log.

mod advice;
mod body;
mod check_in_limit;
mod clerk;
mod client_address;
mod closures;
mod compression;
mod condition;
mod configuration_status;
mod health;
mod host_names;
mod identity;
mod ids;
mod kiosk;
mod ledger;
mod limits;
mod live;
mod live_message;
mod metric_names;
mod middleware;
mod next_day;
mod office_metrics;
mod open_counts;
mod openapi;
mod origin;
mod people;
mod period;
mod problem;
mod rate_limit;
mod refused_log;
mod report;
mod report_export;
mod request_context;
mod request_id;
mod request_metrics;
mod route_permissions;
mod routes;
mod screens;
mod serve;
mod session_cookie;
mod sign_in;
mod silent_boards;
mod sources;
mod state;
mod supervisor;
mod texts;
mod ticket_page;
mod times;
mod trials;
mod ui;
mod voiding;
mod webhook;
mod withdrawn_check_ins;

pub use client_address::TrustedProxies;
pub use configuration_status::ConfigurationStatus;
pub use host_names::HostNames;
pub use limits::Limits;
pub use openapi::document;
pub use request_metrics::{recorder, tell_build};
pub use routes::router;
pub use serve::serve;
pub use state::{DemoScreens, HostedOffice, NotOpened, Parts};
pub use webhook::Webhook;
