//! Findings as workflow commands of GitHub Actions, which shows them beside the lines of a change:
//! <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>.

use super::selection::Selected;
use crate::cli::opened::Opened;
use crate::document::printable;
use crate::knowledge::Severity;

/// A line for each open entry, the worst first: GitHub shows only the first ten of a kind and step.
pub fn report(opened: &Opened, selected: &Selected<'_>) -> String {
    let lines = selected.entries().into_iter().filter_map(|entry| {
        let (first, others) = entry.split_first()?;
        let place = opened.place(&first.path);
        let also = match others.len() {
            0 => String::new(),
            others => format!(" (and {others} more of the same cause)"),
        };
        Some(format!(
            "::{} file={},line={},col={},title={}::{}\n",
            command(first.severity),
            property(opened.source.name()),
            place.line,
            place.column,
            property(&format!("{}: {}", first.severity, first.id)),
            data(&format!("{}{also}. Fix: {}", first.message, first.condition.fix))
        ))
    });
    lines.collect()
}

fn command(severity: Severity) -> &'static str {
    match severity {
        Severity::Blocker | Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low => "notice",
    }
}

/// What stands behind the last `::`.
fn data(text: &str) -> String {
    printable(text).replace('%', "%25")
}

/// The value of a parameter, which ends at a comma or a colon.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{data, property};

    #[test]
    fn nothing_of_a_plan_can_begin_a_command_of_its_own() {
        assert_eq!(data("100 %\n::error::x"), "100 %25␊::error::x");
        assert_eq!(property("a, b: c"), "a%2C b%3A c");
    }
}
