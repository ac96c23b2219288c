//! groundplan
