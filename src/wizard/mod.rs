//! The full-screen terminal program.
//!
//! The core knows no terminal: [`state`] is what there is, [`update`](mod@update) takes in what happens and asks for effects,
//! [`view`](mod@view) draws. Keys become actions by the catalogue in [`action`], and actions intents. The [`shell`] around it
//! reads keys, writes files, and lets a worker think.

pub mod action;
pub mod form;
pub mod intent;
pub mod keys;
pub mod options;
pub mod picture;
mod shell;
pub mod state;
pub mod update;
pub mod view;

pub use options::{Options, ThemeName};
pub use shell::run;
