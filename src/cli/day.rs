//! Today, as it is given on the command line.

use crate::plan::value::Date;

/// Reads `--date`: a date, or `today`, the one place where this program asks the clock (the day in UTC).
pub fn read(text: &str) -> Result<Date, String> {
    if text == "today" {
        return Ok(Date(jiff::tz::TimeZone::UTC.to_datetime(jiff::Timestamp::now()).date()));
    }
    text.parse().map_err(|_| "write year, month and day, as in 2026-11-20, or `today`".to_owned())
}

/// What `--date` is for, in every command that takes it.
pub const HELP: &str = "Today, for everything that expires: a date as 2026-11-20, or `today`";
