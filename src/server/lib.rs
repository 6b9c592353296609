//! The house's HTTP door: one file per audience (kiosk, clerk, supervisor, report, screens, ticket page), the
//! live views, the JSON we promise (wire) and how we say no (problem). What never lives here: a rule of the
//! queue, and anybody's name, token or secret in a log.

mod advice;
mod asking;
mod body;
mod clerk;
mod counting;
mod flood;
mod gate;
mod health;
mod hook;
mod house;
mod kiosk;
mod live;
mod openapi;
mod period;
mod problem;
mod reckoning;
mod refused;
mod report;
mod routes;
mod screens;
mod serving;
mod supervisor;
mod tables;
mod texts;
mod ticket_page;
mod times;
mod trials;
mod ui;
mod wire;
mod worth;
mod wrong;

pub use counting::recorder;
pub use hook::Hook;
pub use house::{DemoScreens, Hosted, Limits, Parts};
pub use openapi::document;
pub use routes::router;
pub use serving::serve;
