//! The inbox and mail: who hears of what, when, and who no longer does.

mod follows;
mod inbox;
mod mail;
