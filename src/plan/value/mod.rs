//! The values that stand in a plan: amounts with units, dates, and the three answers of a fact.
//!
//! Every value reads each sensible spelling (`FromStr`), writes one canonical spelling (`Display`), and
//! describes itself to the JSON Schema with `x-type`, so that forms and help know its unit.

mod amount;
mod bytes;
mod calendar;
mod duration;
mod either;
mod fact;
mod growth;
mod limit;
mod misread;
mod money;
mod number;
mod percent;
mod rate;
mod register;
mod roll;
mod scalar;

pub use bytes::Bytes;
pub use calendar::{Date, Time};
pub use duration::Duration;
pub use either::{InFlight, Share, Size, Stage, ThresholdValue};
pub use fact::Fact;
pub use growth::Growth;
pub use limit::Limit;
pub use misread::misread;
pub use money::Money;
pub use number::{Count, Factor, Number, counted};
pub use percent::{Percent, Proportion};
pub use rate::{Per, Rate};
pub use register::Register;
pub use roll::{Many, Roll};
pub use scalar::Misread;
pub(crate) use scalar::scalar;

/// Days in a year, in every figure of the program.
pub const DAYS_PER_YEAR: f64 = 365.25;

/// Seconds in a month, a twelfth of a year, in every figure of the program.
pub const SECONDS_PER_MONTH: f64 = DAYS_PER_YEAR * 86_400.0 / 12.0;
