// SPDX-License-Identifier: MPL-2.0
//! HTTP and websockets: the API (`routes`, one file per audience or subject), the pages and screens (`pages`), the live
//! views (`live`), what a request passes on its way in and out (`request`), how much is taken from one sender
//! (`limits`), and error responses (`problem`). Never here: a rule of the queue, a JSON type (they are in the crate
//! `api`), and anybody's name, token or secret in a log.

mod busy_now;
mod configuration_status;
mod limits;
mod live;
mod metric_names;
mod office_metrics;
mod openapi;
mod pages;
mod pending_ratings;
mod people_file;
mod problem;
mod request;
mod routes;
mod serve;
mod state;
mod tls;

pub use configuration_status::ConfigurationStatus;
pub use limits::Limits;
pub use openapi::document;
pub use pages::branding::{Branding, Logo, LogoProblem, SharedBranding};
pub use request::client_address::TrustedProxies;
pub use request::host_names::HostNames;
pub use request::metrics::{recorder, tell_build};
pub use routes::router;
pub use routes::webhook::Webhook;
pub use serve::serve;
pub use state::{DemoScreens, HostedOffice, NotOpened, Parts};
pub use tls::{CertificateFiles, CertificateProblem, Tls};
