//! Days of the ledger told as stories, and what the report says of them.
