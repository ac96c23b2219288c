//! Plain text as a quoted string of YAML or of a shell.

use super::line;

/// A YAML string in double quotes. JSON's quoting is YAML's too, and no YAML reader takes the result for anything but text.
pub fn yaml(text: &str) -> String {
    serde_json::Value::from(line(text)).to_string()
}

/// One word of a POSIX shell.
pub fn shell(text: &str) -> String {
    format!("'{}'", line(text).replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_hold() {
        assert_eq!(yaml("no: \"x\"\n---"), r#""no: \"x\" ---""#);
        assert_eq!(shell("it's; rm -rf $HOME"), r"'it'\''s; rm -rf $HOME'");
    }
}
