//! How many digits of a computed number are worth showing: three, because the facts behind it rarely have more.
//!
//! Of a share close to one it is what is missing from one that has three, for nobody cares about the nines; and more where
//! that is needed to tell it from the target that it is compared with.

use crate::plan::value::{Number, Percent};

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

/// The same as text, as `99.838`: with three digits of what is down, or as many more as tell it from the target.
pub fn up(down: f64, target: Option<Percent>) -> String {
    let short = percent_up(down, 3).to_string();
    // A target that is met or missed by a hair looks met exactly, until the digit that tells.
    let Some(target) = target.map(|target| Number(target.share() * 100.0).to_string()).filter(|target| *target == short) else {
        return short;
    };
    let mut longer = (4..=9).map(|digits| percent_up(down, digits).to_string());
    longer.find(|text| *text != target).unwrap_or(short)
}

/// A share of a whole in percent: `32.3 %`.
pub fn share(share: f64) -> String {
    format!("{} %", figure(share * 100.0))
}

/// A share of requests that is most of all, in percent: `99.998 %`. Computed distributions say nothing of fewer than one
/// request in a hundred thousand.
pub fn most(share: f64) -> String {
    match 1.0 - share {
        rest if rest <= 0.0 => "100 %".to_owned(),
        rest if rest < 1e-5 => "> 99.999 %".to_owned(),
        rest => format!("{} %", percent_up(rest, 3)),
    }
}

/// Money to the cent: `0.5`, `2313.4`.
pub fn cents(amount: f64) -> Number {
    Number((amount * 100.0).round() / 100.0)
}

/// Three digits for a column of a table: what is very small or large by its power of ten.
pub fn compact(number: f64) -> String {
    match number.abs() {
        0.0 => "0".to_owned(),
        size if !(1e-3..1e5).contains(&size) => format!("{number:.1e}"),
        _ => figure(number),
    }
}

/// A difference with so many decimals that it has three digits, and the same numbers as they are shown: `849.78 − 847.78 = 2`.
/// What is shown adds up.
pub fn difference(before: f64, after: f64) -> String {
    let scale = scale(before - after, 3);
    let [before, after] = [before, after].map(|number| (number * scale).round());
    let shown = [before, after, before - after].map(|number| Number(number / scale).to_string());
    let [before, after, less] = shown;
    format!("{before} − {after} = {less}")
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

    #[test]
    fn digits_tell_a_figure_from_its_target() {
        let target = Some("99.9%".parse().unwrap());
        for (down, expected) in [(0.001, "99.9"), (0.001_000_3, "99.89997"), (0.000_999_99, "99.900001"), (0.002, "99.8")] {
            assert_eq!(up(down, target), expected, "{down}");
        }
        assert_eq!(up(0.001_000_3, None), "99.9");
    }

    #[test]
    fn shares_and_columns() {
        assert_eq!(
            [share(0.3229), most(0.999_984), most(0.5), most(0.999_999_9), most(1.0)],
            ["32.3 %", "99.9984 %", "50 %", "> 99.999 %", "100 %"]
        );
        let columns = [0.0, 1e-7, 0.099_96, 619.04, 8587.3, 123_456.0].map(compact);
        assert_eq!(columns, ["0", "1.0e-7", "0.1", "619", "8587", "1.2e5"]);
        assert_eq!(difference(849.776, 847.781), "849.78 − 847.78 = 2");
        assert_eq!(difference(3267.47, 2770.9), "3267 − 2771 = 496");
        assert_eq!(cents(2313.404).to_string(), "2313.4");
    }
}
