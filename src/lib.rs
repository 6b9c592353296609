pub mod keeper;
pub mod ledger;
pub mod office;
pub mod staff;
pub mod web;
pub mod words;
