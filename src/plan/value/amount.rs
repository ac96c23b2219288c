//! The common beginning of every value with a unit: a number, then the unit.

use super::Misread;

/// Numbers beyond these are slips of the keyboard: whatever is counted, and products of a few of them, stays far inside of what
/// the arithmetic can hold.
const LARGEST: f64 = 1e20;
const SMALLEST: f64 = 1e-15;

/// Splits `800ms` into 800 and `ms`. The number is not negative; `1.2e9` and `2_000_000` are numbers.
pub(super) fn split<'t>(text: &'t str, noun: &str, hint: &str) -> Result<(f64, &'t str), Misread> {
    let text = text.trim();
    let end = number_end(text);
    let (digits, unit) = text.split_at(end);
    if text.starts_with('-') {
        return Err(Misread::new(format!("{noun} can't be negative: `{text}`"), hint));
    }
    match digits.replace('_', "").parse::<f64>() {
        Ok(number) if number > LARGEST => Err(Misread::new(format!("`{text}` is larger than any number here"), "numbers go up to 1e20")),
        Ok(number) if number > 0.0 && number < SMALLEST => {
            Err(Misread::new(format!("`{text}` is smaller than any number here"), "write 0 where it is nothing; numbers go down to 1e-15"))
        }
        Ok(number) if number.is_finite() => Ok((number, unit.trim())),
        _ => Err(Misread::new(format!("`{text}` is not {noun}"), hint)),
    }
}

/// Where the number at the start of `text` ends. An `e` belongs to it only with an exponent behind it.
fn number_end(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let signed = matches!(bytes.get(at + 1), Some(b'+' | b'-'));
        match byte {
            b'0'..=b'9' => at += 1,
            b'_' if at > 0 && digit(at + 1) => at += 1,
            // `3..12` is a range, not the number `3.` and a rest.
            b'.' if digit(at + 1) => at += 1,
            b'e' | b'E' if at > 0 && digit(at + 1) => at += 2,
            b'e' | b'E' if at > 0 && signed && digit(at + 2) => at += 3,
            _ => break,
        }
    }
    at
}

/// A number without a tail of rounding: `99.95`, not `99.950000000000003`; whole numbers without a point.
pub(super) fn plain(number: f64) -> String {
    let rounded = format!("{number:.9}");
    let trimmed = rounded.trim_end_matches('0').trim_end_matches('.');
    if trimmed == "0" && number != 0.0 { format!("{number}") } else { trimmed.to_owned() }
}

/// A unit of time by any of its usual names, in nanoseconds.
pub(super) fn time_unit(name: &str) -> Option<u64> {
    const SECOND: u64 = 1_000_000_000;
    Some(match name.to_ascii_lowercase().as_str() {
        "ns" | "nanosecond" | "nanoseconds" => 1,
        "us" | "µs" | "μs" | "microsecond" | "microseconds" => 1_000,
        "ms" | "msec" | "millisecond" | "milliseconds" => 1_000_000,
        "s" | "sec" | "secs" | "second" | "seconds" => SECOND,
        "m" | "min" | "mins" | "minute" | "minutes" => 60 * SECOND,
        "h" | "hr" | "hrs" | "hour" | "hours" => 3_600 * SECOND,
        "d" | "day" | "days" => 86_400 * SECOND,
        "w" | "wk" | "week" | "weeks" => 7 * 86_400 * SECOND,
        "mo" | "month" | "months" => 31_557_600 * SECOND / 12,
        "y" | "yr" | "year" | "years" => 31_557_600 * SECOND,
        _ => return None,
    })
}
