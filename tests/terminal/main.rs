//! The built program in a real terminal: what comes from the keyboard, the system and other programs, and what is left behind.

#![cfg(all(unix, feature = "tui"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]

mod demo;
mod editor;
mod first_run;
#[path = "../guided_path/mod.rs"]
mod guided_path;
mod input;
mod leaving;
#[path = "../../benches/mixer/mod.rs"]
mod mixer;
mod outside;
#[path = "../../benches/plans/mod.rs"]
mod plans;
mod progress;
mod recovery;
mod resize;
mod session;
mod suspend;
mod unwritable;
