//! Says in plain words where a text stops being YAML.

use super::problem::Problem;
use super::span::Span;
use granit_parser::{ErrorKind, ScanError};

/// The parser's error as a problem.
pub(super) fn problem(text: &str, error: &ScanError, nesting: usize) -> Problem {
    let start = error.marker().byte_offset().unwrap_or(text.len());
    let rest = text.get(start..).unwrap_or_default();
    let length = rest.chars().next().map_or(0, char::len_utf8);
    let span = Span::new(start, start + length);
    if matches!(error.kind(), ErrorKind::RecursionLimitExceeded) {
        return too_deep(span, nesting);
    }
    let (message, hint) = words(error.kind());
    let problem = Problem::new(span, message);
    match hint {
        Some(hint) => problem.hint(hint),
        None => problem,
    }
}

/// The problem of lists and maps nested more than `nesting` levels deep.
pub(super) fn too_deep(span: Span, nesting: usize) -> Problem {
    Problem::new(span, format!("nested more than {nesting} levels deep"))
}

fn words(kind: &ErrorKind) -> (String, Option<&'static str>) {
    use ErrorKind as E;
    let (message, hint) = match kind {
        E::TabNotAllowed | E::TabInBlockIndentation | E::TabInIndentation | E::TabInPlainScalar | E::TabAtBlockScalarStart => {
            ("a tab stands where a line is indented", "indent with spaces")
        }
        E::UnclosedFlowCollection { open } => {
            return (format!("this `{open}` is never closed"), Some("add the closing bracket, and look for a missing one before it"));
        }
        E::MismatchedFlowCollectionEnd { open, close } => {
            return (format!("this `{close}` closes a `{open}`"), Some("close brackets in the order they were opened"));
        }
        E::MisplacedFlowCollectionEnd => ("this bracket closes nothing", "remove it, or put quotes around the text it belongs to"),
        E::UnclosedQuotedScalar | E::DocumentIndicatorInQuotedScalar => ("this quote is never closed", "add the closing quote"),
        E::InvalidTrailingSingleQuotedScalar | E::InvalidTrailingDoubleQuotedScalar => {
            ("text follows a closing quote", "put the quotes around the whole text; a quote inside is doubled ('') or escaped (\\\")")
        }
        E::MappingValueNotAllowed | E::InvalidColonPlacement | E::MappingKeyNotAllowed => {
            ("a key can't stand here", "check the indentation; put quotes around a text that contains `: `")
        }
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
        E::UnknownQuotedScalarEscape => {
            ("this escape is unknown", "in double quotes a backslash is written twice (\\\\); in single quotes it stands for itself")
        }
        other => return (format!("not valid YAML: {other}"), None),
    };
    (message.to_owned(), Some(hint))
}
