//! Says in plain words where a text stops being YAML.

use super::layout;
use super::problem::Problem;
use super::span::Span;
use granit_parser::{ErrorKind, ScanError};

/// The parser's error as a problem. Brackets may be open that begin at `open_from` or after it.
pub(super) fn problem(text: &str, error: &ScanError, open_from: usize, nesting: usize) -> Problem {
    let at = error.marker().byte_offset().unwrap_or(text.len());
    let kind = error.kind();
    let at = if is_tab(kind) { first_tab(text, at).unwrap_or(at) } else { at };
    let length = text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    let span = Span::new(at, at + length);
    if matches!(kind, ErrorKind::RecursionLimitExceeded) {
        return too_deep(span, nesting);
    }
    let (message, hint) = words(kind);
    let problem = Problem::new(span, message);
    match (kind, layout::open_bracket(text, open_from, at), hint) {
        (
            ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement | ErrorKind::InvalidSimpleKey,
            Some((bracket, opened)),
            _,
        ) => {
            let line = layout::line(text, opened);
            problem.hint(format!("the `{bracket}` of line {line} is still open here: close it, or add a comma"))
        }
        (_, _, Some(hint)) => problem.hint(hint),
        (_, _, None) => problem,
    }
}

fn is_tab(kind: &ErrorKind) -> bool {
    use ErrorKind as E;
    matches!(kind, E::TabNotAllowed | E::TabInBlockIndentation | E::TabInIndentation | E::TabInPlainScalar | E::TabAtBlockScalarStart)
}

/// The tab that the parser stumbled over: the first in or after the line that it names.
fn first_tab(text: &str, at: usize) -> Option<usize> {
    let line = text.get(..at)?.rfind('\n').map_or(0, |end| end + 1);
    text.get(line..)?.find('\t').map(|tab| line + tab)
}

/// The problem of lists and maps nested more than `nesting` levels deep.
pub(super) fn too_deep(span: Span, nesting: usize) -> Problem {
    Problem::new(span, format!("nested more than {nesting} levels deep"))
}

fn words(kind: &ErrorKind) -> (String, Option<&'static str>) {
    use ErrorKind as E;
    let (message, hint) = match kind {
        kind if is_tab(kind) => ("a tab stands where a line is indented", "indent with spaces"),
        E::UnclosedFlowCollection { open } => {
            return (format!("this `{open}` is never closed"), Some("add the closing bracket, and look for a missing one before it"));
        }
        E::MismatchedFlowCollectionEnd { open, close } => {
            return (format!("this `{open}` is closed by a `{close}`"), Some("close brackets in the order they were opened"));
        }
        E::MisplacedFlowCollectionEnd => ("this bracket closes nothing", "remove it, or put quotes around the text it belongs to"),
        E::UnclosedQuotedScalar | E::DocumentIndicatorInQuotedScalar => ("this quote is never closed", "add the closing quote"),
        E::InvalidTrailingSingleQuotedScalar | E::InvalidTrailingDoubleQuotedScalar => {
            ("text follows a closing quote", "put the quotes around the whole text; a quote inside is doubled ('') or escaped (\\\")")
        }
        E::MappingValueNotAllowed | E::InvalidColonPlacement => {
            ("this `:` can't stand here", "check the indentation; put quotes around a text that contains `: `")
        }
        E::MappingKeyNotAllowed => ("a key can't stand here", "begin it on a line of its own"),
        E::InvalidMappingValueWhitespace | E::FlowMappingValueAdjacentCollection => ("a blank must follow this `:`", "write `key: value`"),
        E::SimpleKeyExpected | E::InvalidSimpleKey => {
            ("this line is no `key: value`", "add a colon and a blank after the key, or check the indentation")
        }
        E::ExpectedBlockMappingKey | E::ExpectedBlockSequenceEntry | E::InvalidIndentation => {
            ("this line doesn't fit the lines above it", "entries of one map or list are indented alike")
        }
        E::BlockSequenceEntryNotAllowed => {
            ("a list can't begin here", "begin it on the next line, with `- ` before each item, or write [a, b]")
        }
        E::BlockEntryInFlowCollection => ("`- ` can't stand inside brackets", "separate items inside brackets with commas"),
        E::InvalidBlockEntryWhitespace => ("a blank must follow this `-`", "write `- item`"),
        E::ExpectedFlowMappingSeparator => ("expected `,` or `}` here", "separate entries inside braces with commas"),
        E::ExpectedFlowSequenceSeparator => ("expected `,` or `]` here", "separate items inside brackets with commas"),
        E::UnexpectedEof | E::UnexpectedEofFlowSequence | E::UnexpectedEofFlowMapping | E::UnexpectedEofImplicitFlowMapping => {
            ("the text ends inside brackets", "add the closing bracket")
        }
        E::DirectiveDisallowed => ("directives are not part of the format", "remove this line"),
        E::BomInsideDocument => ("a byte order mark stands inside the text", "remove it: it belongs at the start of a file alone"),
        E::CommentNotSeparated => ("a blank must stand before this `#`", "write `value # comment`"),
        E::UnexpectedCharacter { character } if character.is_control() => {
            return (
                format!("the control character U+{:04X} can't stand here", u32::from(*character)),
                Some("remove it, or write it as an escape in double quotes"),
            );
        }
        E::UnexpectedCharacter { character } => {
            return (format!("a value can't begin with `{character}`"), Some("put quotes around it"));
        }
        E::UnknownQuotedScalarEscape => (
            "this text holds an escape that is unknown",
            "in double quotes a backslash is written twice (\\\\); in single quotes it stands for itself",
        ),
        other => return (format!("not valid YAML: {other}"), None),
    };
    (message.to_owned(), Some(hint))
}
