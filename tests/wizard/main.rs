//! The wizard: whole screens in process, what edits do to the text, the guided path, and properties.

#![cfg(feature = "tui")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]

mod editing;
mod guide;
#[path = "../guided_path/mod.rs"]
mod guided_path;
mod palette;
mod properties;
mod screens;
mod world;
