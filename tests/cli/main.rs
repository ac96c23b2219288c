//! The program as it is used: the built binary, its real output, its exit codes.

#![allow(clippy::unwrap_used, reason = "a test that cannot run the program has failed")]

mod bad_input;
mod check;
mod commands;
mod documents;
mod explain;
mod extremes;
mod figures;
mod readme;
mod run;
mod structure;
mod team;
mod terminal;
mod what_if;
