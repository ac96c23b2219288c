//! Writing a plan: which edits of its text make a place say something else, as the format knows its places.

mod edits;
mod shape;
mod written;

pub use edits::{forget, insert, key_order, none_of, put};
pub use shape::{Shape, count};
pub use written::{Place, Written};
