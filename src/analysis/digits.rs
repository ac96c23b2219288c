//! How many digits of a computed number are worth showing: three, because the facts behind it rarely have more.

use crate::plan::value::Number;

/// A computed number: three significant digits, all digits of a larger whole number, never an exponent or a tail of rounding.
pub fn figure(value: f64) -> String {
    match value {
        0.0 => "0".to_owned(),
        value if value.is_finite() => {
            let scale = scale(value, 3);
            Number((value * scale).round() / scale).to_string()
        }
        _ => "not a number".to_owned(),
    }
}

/// The share of time that something is up, in percent, from the share that it is down: what is down has so many significant
/// digits, so 0.001616 at three is 99.838. What is down at all is never up 100 %.
pub fn percent_up(down: f64, digits: u32) -> Number {
    let scale = scale(down * 100.0, digits).min(1e9);
    let down = (down * 100.0 * scale).round().max(if down > 0.0 { 1.0 } else { 0.0 });
    // Whole numbers are subtracted, and divided once: so no tail of rounding appears.
    Number((100.0 * scale - down) / scale)
}

/// The power of ten that makes a whole number of so many digits of a value.
fn scale(value: f64, digits: u32) -> f64 {
    // By multiplication: logarithms differ in their last digit from machine to machine.
    let least = (1..digits).fold(1.0, |least, _| least * 10.0);
    let mut scale = 1.0;
    while value.abs() * scale < least && scale < 1e12 {
        scale *= 10.0;
    }
    scale
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_have_three_digits_and_no_tail() {
        for (value, expected) in [
            (0.000_999_999_999_999_943_2, "0.001"),
            (14.4, "14.4"),
            (14.0 / 15.0, "0.933"),
            (525_960.0, "525960"),
            (0.0, "0"),
            (126.8229, "127"),
        ] {
            assert_eq!(figure(value), expected);
        }
    }

    #[test]
    fn what_is_down_is_never_up_all_the_time() {
        for (down, expected) in [
            (0.001_615_78, "99.838"),
            (0.001_099_9, "99.89"),
            (5e-7, "99.99995"),
            (1e-17, "99.999999999"),
            (0.5, "50"),
            (1.0, "0"),
            (0.0, "100"),
        ] {
            assert_eq!(percent_up(down, 3).to_string(), expected, "{down}");
        }
        assert_eq!(percent_up(0.001_615_78, 6).to_string(), "99.838422");
    }
}
