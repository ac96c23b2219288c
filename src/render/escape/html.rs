//! Plain text in HTML and SVG.

use super::line;

/// Text that reads as written between tags and between the quotes of an attribute. XML takes it too: it has no control characters.
pub fn text(text: &str) -> String {
    let text = line(text);
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_opens_a_tag_or_ends_an_attribute() {
        assert_eq!(text("<b onclick='x' a=\"y\">&amp;</b>"), "&lt;b onclick=&#39;x&#39; a=&quot;y&quot;&gt;&amp;amp;&lt;/b&gt;");
        assert_eq!(text("--> \u{0}\u{2028}x"), "--&gt; \u{2400} x");
    }
}
