//! The follow-up report.

pub mod economy;
pub mod figure;
pub mod period;
pub mod trial;

pub use period::ReportResponse;
