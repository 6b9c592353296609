pub mod clock;
pub mod config;
pub mod diary;
pub mod keeper;
pub mod ledger;
pub mod office;
