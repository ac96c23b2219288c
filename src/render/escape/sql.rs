//! Plain text in SQL.

use super::line;

/// A string of standard SQL, in single quotes.
pub fn string(text: &str) -> String {
    format!("'{}'", line(text).replace('\'', "''"))
}

/// A name of standard SQL, in double quotes.
pub fn name(text: &str) -> String {
    format!("\"{}\"", line(text).replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_hold() {
        assert_eq!(string("it's; drop table x; --\n"), "'it''s; drop table x; --'");
        assert_eq!(name("a\"b\u{0}"), "\"a\"\"b\u{2400}\"");
    }
}
