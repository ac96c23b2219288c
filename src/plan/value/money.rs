//! `12000 USD`.

use super::{Misread, amount, scalar};
use std::fmt;
use std::str::FromStr;

/// An amount of money in one currency (an ISO 4217 code).
#[derive(Debug, Clone, PartialEq)]
pub struct Money {
    /// How much.
    pub amount: f64,
    /// Three capital letters.
    pub currency: String,
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", amount::plain(self.amount), self.currency)
    }
}

const HINT: &str = "write an amount and a currency, as in 12000 USD or 0.40 EUR";

impl FromStr for Money {
    type Err = Misread;

    fn from_str(text: &str) -> Result<Self, Misread> {
        // `USD 12000` is read too: turn it round.
        let turned = match text.split_once(char::is_whitespace) {
            Some((code, rest)) if is_code(code) => format!("{} {code}", rest.trim()),
            _ => text.to_owned(),
        };
        let (amount, currency) = amount::split(&turned, "an amount of money", HINT)?;
        if currency.is_empty() {
            return Err(Misread::new(format!("`{text}` has no currency"), format!("say which one: {text} USD or {text} EUR")));
        }
        let currency = currency.to_ascii_uppercase();
        if is_code(&currency) {
            Ok(Self { amount, currency })
        } else {
            Err(Misread::new(format!("`{text}` is not an amount of money"), HINT))
        }
    }
}

fn is_code(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase())
}

scalar!(Money, "money", "an amount of money", ["12000 USD", "0.40 EUR"], mentions "currency");
