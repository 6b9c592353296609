pub mod foresight;
pub mod keeper;
pub mod ledger;
pub mod office;
