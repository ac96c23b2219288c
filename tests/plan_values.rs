//! What each value reads, and the one spelling that it writes.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test that cannot read its case has failed")]

use groundplan::plan::reference::Library;
use groundplan::plan::value::{
    Bytes, Count, Date, Duration, Factor, Growth, Limit, Misread, Money, Number, Percent, Proportion, Rate, Time,
};
use std::fmt::Display;
use std::str::FromStr;

fn reads<T: FromStr<Err = Misread> + Display>(table: &[(&str, &str)]) {
    for (written, canonical) in table {
        let value = written.parse::<T>().unwrap_or_else(|misread| panic!("{written}: {misread}"));
        assert_eq!(value.to_string(), *canonical, "{written}");
        // What is written is read again as the same.
        assert_eq!(canonical.parse::<T>().unwrap_or_else(|misread| panic!("{canonical}: {misread}")).to_string(), *canonical);
    }
}

fn refuses<T: FromStr<Err = Misread>>(texts: &[&str]) {
    for text in texts {
        let Err(misread) = text.parse::<T>() else { panic!("{text} was read") };
        assert!(!misread.hint.is_empty(), "{text}: {misread}");
    }
}

#[test]
fn durations() {
    reads::<Duration>(&[
        ("800ms", "800ms"),
        ("0.8s", "800ms"),
        ("1500ms", "1500ms"),
        ("2000 ms", "2s"),
        ("5m", "5min"),
        ("5 minutes", "5min"),
        ("60min", "1h"),
        ("24h", "1d"),
        ("30d", "30d"),
        ("365.25d", "1y"),
        ("100us", "100us"),
        ("0", "0s"),
    ]);
    refuses::<Duration>(&["", "5", "s", "-5s", "5 parsecs", "1e30s", "NaNs", "3..5s"]);
    let spoken = [("2s", "2 s"), ("1650ms", "1.65 s"), ("43.2min", "43.2 min"), ("800ms", "800 ms"), ("0", "0 s"), ("3d", "3 d")];
    for (written, expected) in spoken {
        assert_eq!(written.parse::<Duration>().unwrap().spoken(), expected);
    }
}

#[test]
fn rates_and_growth() {
    reads::<Rate>(&[
        ("300/s", "300/s"),
        ("300 rps", "300/s"),
        ("40/min", "40/min"),
        ("6/year", "6/year"),
        ("1e3/h", "1000/h"),
        ("5 per day", "5/day"),
    ]);
    refuses::<Rate>(&["300", "300/fortnight", "/s", "-1/s", "1e300/s", "1e-300/s"]);
    reads::<Growth>(&[("40%/year", "40%/year"), ("2000000/day", "2000000/day"), ("2_000_000/day", "2000000/day")]);
    refuses::<Growth>(&["40%", "40", "40/"]);
}

#[test]
fn shares_sizes_money_and_numbers() {
    reads::<Percent>(&[("99.95%", "99.95%"), ("50 %", "50%"), ("0.1 percent", "0.1%")]);
    refuses::<Percent>(&["99.95", "0.9995", "%", "-1%", "100.1%"]);
    reads::<Proportion>(&[("150 %", "150%"), ("25%", "25%")]);
    assert!((("99.95%".parse::<Percent>().unwrap()).rest() - 0.0005).abs() < 1e-15);
    reads::<Bytes>(&[("64KiB", "64KiB"), ("64 KB", "64KB"), ("1MiB", "1MiB"), ("1024B", "1KiB"), ("1.5GiB", "1536MiB")]);
    refuses::<Bytes>(&["64", "64 apples"]);
    reads::<Money>(&[("12000 USD", "12000 USD"), ("USD 12000", "12000 USD"), ("0.40 eur", "0.4 EUR")]);
    refuses::<Money>(&["12000", "12000 dollars", "$5"]);
    reads::<Count>(&[("32", "32"), ("1.2e9", "1200000000"), ("1_000", "1000")]);
    refuses::<Count>(&["3.5", "-1", "many"]);
    reads::<Number>(&[("0.2", "0.2"), ("3", "3")]);
    reads::<Factor>(&[("3x", "3x"), ("x5", "5x"), ("1.5×", "1.5x")]);
}

#[test]
fn limits_dates_and_libraries() {
    reads::<Limit<Count>>(&[("unlimited", "unlimited"), ("0", "0")]);
    refuses::<Limit<Count>>(&["none", "lots"]);
    reads::<Date>(&[("2026-11-20", "2026-11-20")]);
    refuses::<Date>(&["20261120", "2026-13-01", "20.11.2026", "2026-2-3"]);
    reads::<Time>(&[("2026-11-20T09:30:00Z", "2026-11-20T09:30:00Z"), ("2026-11-20T10:30:00+01:00", "2026-11-20T09:30:00Z")]);
    refuses::<Time>(&["2026-11-20", "2026-11-20T09:30:00"]);
    reads::<Library>(&[("stripe@23", "stripe@23"), ("@aws-sdk/client-s3@3", "@aws-sdk/client-s3@3"), ("pg", "pg")]);
    refuses::<Library>(&["", "two words"]);
}
