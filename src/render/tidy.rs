//! The blanks of a rendered text, so that templates may be laid out for their reader.

/// No blank ends a line, no two blank lines follow each other, the text ends with one line end.
///
/// What stands between code fences keeps its blank lines.
pub(super) fn tidy(text: &str) -> String {
    let mut tidied = String::with_capacity(text.len());
    let mut blank = true; // drops blank lines at the beginning
    let mut fence: Option<&str> = None;
    for line in text.lines() {
        let line = line.trim_end();
        let marks = line.trim_start();
        match fence {
            Some(open) if marks.starts_with(open) => fence = None,
            None if marks.starts_with("```") => fence = Some("```"),
            None if marks.starts_with("~~~") => fence = Some("~~~"),
            _ => {}
        }
        if line.is_empty() && blank && fence.is_none() {
            continue;
        }
        blank = line.is_empty();
        tidied.push_str(line);
        tidied.push('\n');
    }
    while tidied.ends_with("\n\n") {
        tidied.pop();
    }
    tidied
}

#[cfg(test)]
mod tests {
    use super::tidy;

    #[test]
    fn blanks_are_as_markdown_wants_them() {
        assert_eq!(tidy("\n\n# a  \n\n\n\nb\n```\n\n\nc\n```\n\n\n"), "# a\n\nb\n```\n\n\nc\n```\n");
        assert_eq!(tidy("a"), "a\n");
        assert_eq!(tidy(""), "");
    }
}
