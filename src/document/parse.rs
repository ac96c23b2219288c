//! Builds the tree of a document from the events of the YAML parser.

use super::layout;
use super::problem::{Problem, Problems};
use super::span::Span;
use super::syntax;
use super::tree::{Entry, Kind, Node, NodeId, ScalarStyle, Tree};
use granit_parser::{Event, Parser, StructureStyle};

/// How much a document may ask of us.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Size of the text, in bytes.
    pub bytes: usize,
    /// How deep lists and maps may be nested.
    pub nesting: usize,
}

impl Default for Limits {
    /// 16 MiB and 64 levels.
    fn default() -> Self {
        Self { bytes: 16 << 20, nesting: 64 }
    }
}

impl Tree {
    /// Reads one YAML document.
    ///
    /// A text without content gives an empty scalar. Everything YAML allows and the format does not
    /// (aliases, anchors, tags, repeated keys, keys that are no scalars, a second document) is among
    /// the problems; of mistakes in the syntax the first is the error.
    pub fn parse(text: &str, limits: &Limits) -> Result<(Self, Vec<Problem>), Problem> {
        if text.len() > limits.bytes {
            return Err(Problem::new(
                Span::at(0),
                format!("the file has {} bytes, more than the {} that are read", text.len(), limits.bytes),
            ));
        }
        let options = granit_parser::options! {
            block_nesting_limit: limits.nesting,
            flow_nesting_limit: limits.nesting,
            disallow_directives: true,
            emit_anchor_events: true,
            emit_unresolved_aliases: true,
        };
        let mut builder = Builder::new(text, limits.nesting);
        for event in Parser::new_from_str_with_options(text, options) {
            let (event, place) = event.map_err(|error| syntax::problem(text, &error, builder.unclosed_from(), limits.nesting))?;
            let span = place.byte_range().map_or(Span::at(text.len()), |range| Span::new(range.start, range.end));
            if builder.documents > 0 && matches!(event, Event::DocumentStart(..)) {
                builder.problems.tell(|| Problem::new(span, "a second document begins here").hint("keep one document in a file"));
                break;
            }
            if let Some(tag) = place.tag_span().and_then(|tag| tag.byte_range()) {
                builder.problems.tell(|| {
                    Problem::new(Span::new(tag.start, tag.end), "tags are not part of the format")
                        .hint("leave it out; quotes make any value a text")
                });
            }
            builder.event(event, span)?;
        }
        Ok(builder.finish())
    }
}

/// A list or map whose end is not reached yet.
struct Open {
    id: NodeId,
    span: Span,
    flow: bool,
    content: Content,
}

enum Content {
    Items(Vec<Node>),
    Entries(Vec<Entry>, Option<Node>),
}

struct Builder<'t> {
    text: &'t str,
    nesting: usize,
    open: Vec<Open>,
    root: Option<Node>,
    next: usize,
    documents: usize,
    rejected: Vec<NodeId>,
    problems: Problems,
}

impl<'t> Builder<'t> {
    fn new(text: &'t str, nesting: usize) -> Self {
        Self { text, nesting, open: Vec::new(), root: None, next: 0, documents: 0, rejected: Vec::new(), problems: Problems::default() }
    }

    fn event(&mut self, event: Event<'_>, span: Span) -> Result<(), Problem> {
        match event {
            Event::DocumentStart(..) => self.documents += 1,
            Event::Scalar(text, style, _, _) => self.scalar(&text, style, span),
            Event::SequenceStart(style, ..) => {
                let span = match self.open.last().map(|open| &open.content) {
                    // A list below a key may stand as far left as the key.
                    Some(Content::Entries(_, Some(key))) if style == StructureStyle::Block => {
                        Span::at(layout::first_dash(self.text, key.span.end, span.start))
                    }
                    _ => span,
                };
                self.open(style, span, Content::Items(Vec::new()))?;
            }
            Event::MappingStart(style, ..) => {
                self.open(style, span, Content::Entries(Vec::new(), None))?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.problems.tell(|| Problem::new(span, "aliases are not part of the format").hint("write the value itself here"));
                let id = self.number();
                self.rejected.push(id);
                self.add(scalar(id, span, "", ScalarStyle::Plain));
            }
            Event::Anchor(..) => self.problems.tell(|| {
                Problem::new(span, "anchors are not part of the format").hint("leave it out, and write the value itself where it is needed")
            }),
            _ => {}
        }
        Ok(())
    }

    fn number(&mut self) -> NodeId {
        let id = NodeId(self.next);
        self.next += 1;
        id
    }

    fn open(&mut self, style: StructureStyle, span: Span, content: Content) -> Result<(), Problem> {
        if self.open.len() >= self.nesting {
            return Err(syntax::too_deep(span, self.nesting));
        }
        let id = self.number();
        self.open.push(Open { id, span, flow: style == StructureStyle::Flow, content });
        Ok(())
    }

    fn scalar(&mut self, text: &str, style: granit_parser::ScalarStyle, span: Span) {
        let style = match style {
            granit_parser::ScalarStyle::SingleQuoted => ScalarStyle::SingleQuoted,
            granit_parser::ScalarStyle::DoubleQuoted => ScalarStyle::DoubleQuoted,
            granit_parser::ScalarStyle::Literal => ScalarStyle::Literal,
            granit_parser::ScalarStyle::Folded => ScalarStyle::Folded,
            granit_parser::ScalarStyle::Plain => ScalarStyle::Plain,
        };
        let id = self.number();
        let node = match style {
            ScalarStyle::Plain if span.is_empty() => scalar(id, Span::at(self.empty_at(span.start)), "", style),
            ScalarStyle::Literal | ScalarStyle::Folded => {
                let span = layout::block_scalar(self.text, self.floor(), span);
                scalar(id, span, text, style)
            }
            _ => scalar(id, span, text, style),
        };
        self.add(node);
    }

    fn close(&mut self, end: Span) {
        let Some(open) = self.open.pop() else { return };
        let (kind, last) = match open.content {
            Content::Items(items) => {
                let last = items.last().map(|item| item.span.end);
                let flow = open.flow;
                (Kind::Seq { items, flow }, last)
            }
            Content::Entries(entries, _) => {
                let last = entries.last().map(|entry| entry.value.span.end);
                (self.map(entries, open.flow), last)
            }
        };
        // A block container's end event stands where the next key begins, beyond comments.
        let end = match last {
            Some(last) if !open.flow => last,
            _ => end.end,
        };
        self.add(Node { id: open.id, span: Span::new(open.span.start, end), kind });
    }

    fn map(&mut self, entries: Vec<Entry>, flow: bool) -> Kind {
        let key_at = |at: usize| entries.get(at).and_then(|entry| entry.key.text());
        let mut by_key: Box<[usize]> = (0..entries.len()).filter(|&at| key_at(at).is_some()).collect();
        by_key.sort_by(|&a, &b| key_at(a).cmp(&key_at(b)));
        for pair in by_key.windows(2) {
            let [a, b] = *pair else { continue };
            let (Some(first), Some(second)) = (entries.get(a), entries.get(b)) else {
                continue;
            };
            let Some(key) = second.key.text().filter(|key| first.key.text() == Some(key)) else {
                continue;
            };
            self.rejected.push(second.value.id);
            self.problems.tell(|| {
                Problem::new(second.key.span, format!("the key `{key}` is written twice"))
                    .hint(format!("it stands in line {} already", layout::line(self.text, first.key.span.start)))
            });
        }
        for entry in entries.iter().filter(|entry| entry.key.text().is_none()) {
            self.rejected.push(entry.value.id);
            self.problems.tell(|| {
                Problem::new(entry.key.span, "a key must be a text, not a list or a map")
                    .hint("put quotes around a key that begins with `[` or `{`")
            });
        }
        Kind::Map { entries, flow, by_key }
    }

    /// From where on a bracket may be open: the first that is, or else where the last node ends.
    fn unclosed_from(&self) -> usize {
        let open = self.open.iter().find(|open| open.flow);
        open.map_or_else(|| self.floor(), |open| open.span.start)
    }

    /// Hands a finished node to the list or map it belongs to.
    fn add(&mut self, node: Node) {
        match self.open.last_mut().map(|open| &mut open.content) {
            None => self.root = Some(node),
            Some(Content::Items(items)) => items.push(node),
            Some(Content::Entries(entries, key)) => match key.take() {
                None => *key = Some(node),
                Some(key) => entries.push(Entry { key, value: node }),
            },
        }
    }

    /// Where an empty value would stand: right after its colon or dash. The parser puts it at the end
    /// of its key, before the colon, or after the comment behind its dash.
    fn empty_at(&self, given: usize) -> usize {
        match self.open.last().map(|open| (&open.content, open.flow)) {
            Some((Content::Entries(_, Some(key)), _)) if key.span.end == given => layout::after_colon(self.text, given),
            Some((Content::Items(_), false)) => layout::first_dash(self.text, self.floor(), given).saturating_add(1).min(given),
            _ => given,
        }
    }

    /// Where the last thing before the next node ends.
    fn floor(&self) -> usize {
        let Some(open) = self.open.last() else {
            return 0;
        };
        let before = match &open.content {
            Content::Items(items) => items.last(),
            Content::Entries(entries, None) => entries.last().map(|entry| &entry.value),
            Content::Entries(_, key) => key.as_ref(),
        };
        before.map_or(open.span.start, |node| node.span.end)
    }

    fn finish(mut self) -> (Tree, Vec<Problem>) {
        self.rejected.sort_unstable();
        let tree = match self.root {
            Some(root) => Tree { root, len: self.next, rejected: self.rejected },
            None => Tree::empty(),
        };
        (tree, self.problems.sorted())
    }
}

fn scalar(id: NodeId, span: Span, text: &str, style: ScalarStyle) -> Node {
    Node { id, span, kind: Kind::Scalar { text: text.into(), style } }
}
