//! A fault tree in the Open-PSA Model Exchange Format, which other programs for fault trees read, as SCRAM.
//!
//! The format: "Open-PSA Model Exchange Format", version 2.0d, chapters III (fault trees) and V (probabilities).

use super::escape::line;
use crate::analysis::fault_tree::tree::{Gate, GateKind};
use crate::analysis::fault_tree::{FaultTree, Node};
use std::collections::BTreeSet;
use std::fmt::Write;

/// The fault tree below `top` as one document. Events and gates are named by number, `e1` and `g1`, as the format allows few
/// characters in names; what they stand for is their label.
///
/// The same tree gives the same bytes. What is not below `top` is left out.
pub fn fault_tree(tree: &FaultTree, top: Node, title: &str) -> String {
    let mut page = Page { tree, text: String::new(), repeated: 0 };
    let (gates, events) = below(tree, top);
    page.line(0, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    page.line(0, "<opsa-mef>");
    page.line(1, "<define-fault-tree name=\"journey\">");
    page.line(2, &label(title));
    page.top(top);
    // From the top down, as people read it.
    for at in gates.into_iter().rev() {
        page.gate(at);
    }
    page.line(1, "</define-fault-tree>");
    page.line(1, "<model-data>");
    for at in events {
        page.event(at);
    }
    page.line(1, "</model-data>");
    page.line(0, "</opsa-mef>");
    page.text
}

/// The gates and events below `top`, each by index, ascending.
fn below(tree: &FaultTree, top: Node) -> (Vec<usize>, Vec<usize>) {
    let mut gates = vec![false; tree.gates().len()];
    let mut events = vec![false; tree.events().len()];
    let mut ahead = vec![top];
    while let Some(node) = ahead.pop() {
        match node {
            Node::Gate(id) if !gates[id.index()] => {
                gates[id.index()] = true;
                ahead.extend(&tree.gates()[id.index()].inputs);
            }
            Node::Event(id) => events[id.index()] = true,
            Node::Gate(_) | Node::Never | Node::Always => {}
        }
    }
    (set(&gates), set(&events))
}

fn set(marks: &[bool]) -> Vec<usize> {
    marks.iter().enumerate().filter(|(_, marked)| **marked).map(|(at, _)| at).collect()
}

struct Page<'a> {
    tree: &'a FaultTree,
    text: String,
    /// Gates made so far for inputs that a gate has more than once.
    repeated: usize,
}

impl Page<'_> {
    fn line(&mut self, depth: usize, text: &str) {
        // Writing to a string never fails.
        let _ = writeln!(self.text, "{:1$}{text}", "", 2 * depth);
    }

    /// A gate that only hands on what decides: its name is the same in every tree.
    fn top(&mut self, top: Node) {
        self.line(2, "<define-gate name=\"top\">");
        self.line(3, &reference(top));
        self.line(2, "</define-gate>");
    }

    fn gate(&mut self, at: usize) {
        let Gate { name, kind, inputs } = &self.tree.gates()[at];
        let (open, close) = match kind {
            GateKind::Or => ("<or>".to_owned(), "</or>"),
            GateKind::And => ("<and>".to_owned(), "</and>"),
            GateKind::AtLeast(count) => (format!("<atleast min=\"{count}\">"), "</atleast>"),
        };
        let mut formula = Vec::new();
        let mut again = Vec::new();
        let mut met = BTreeSet::new();
        for input in inputs {
            // Readers refuse an input that comes twice; where it counts twice, it goes by another name.
            if met.insert(*input) {
                formula.push(reference(*input));
            } else if matches!(kind, GateKind::AtLeast(_)) {
                self.repeated += 1;
                let name = format!("r{}", self.repeated);
                formula.push(format!("<gate name=\"{name}\"/>"));
                again.push((name, *input));
            }
        }
        self.line(2, &format!("<define-gate name=\"g{}\">", at + 1));
        if let Some(name) = name {
            self.line(3, &label(name));
        }
        // "Any of" and "all of" the same input are that input.
        if let ([only], true) = (formula.as_slice(), again.is_empty()) {
            self.line(3, only);
        } else {
            self.line(3, &open);
            for input in &formula {
                self.line(4, input);
            }
            self.line(3, close);
        }
        self.line(2, "</define-gate>");
        for (name, input) in again {
            self.line(2, &format!("<define-gate name=\"{name}\">"));
            self.line(3, &reference(input));
            self.line(2, "</define-gate>");
        }
    }

    fn event(&mut self, at: usize) {
        let event = &self.tree.events()[at];
        self.line(2, &format!("<define-basic-event name=\"e{}\">", at + 1));
        self.line(3, &label(&event.name));
        // The shortest digits that read back as the same number.
        self.line(3, &format!("<float value=\"{:e}\"/>", event.probability));
        self.line(2, "</define-basic-event>");
    }
}

fn reference(node: Node) -> String {
    match node {
        Node::Never => "<constant value=\"false\"/>".to_owned(),
        Node::Always => "<constant value=\"true\"/>".to_owned(),
        Node::Event(id) => format!("<basic-event name=\"e{}\"/>", id.index() + 1),
        Node::Gate(id) => format!("<gate name=\"g{}\"/>", id.index() + 1),
    }
}

/// A label, in one line. `line` leaves no control characters, and two more are none that XML has.
fn label(text: &str) -> String {
    let text = line(text).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}");
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!("<label>{text}</label>")
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;

    #[test]
    fn a_tree_from_the_top_down() {
        let mut tree = FaultTree::new();
        let dns = tree.event("dns", 1e-4);
        let zones: Vec<Node> = ["a", "b", "c"].map(|zone| tree.event(format!("zone {zone}"), 1e-3).into()).to_vec();
        let unused = tree.event("elsewhere", 0.5);
        let lost = tree.group(2, zones);
        tree.name(lost, "zones");
        let top = tree.or([dns.into(), lost]);
        tree.and([unused.into(), top]);
        assert_snapshot!(fault_tree(&tree, top, "pay: <b> & \u{7}"));
    }

    #[test]
    fn an_input_that_counts_twice_is_another_gate() {
        let mut tree = FaultTree::new();
        let [a, b] = ["a", "b"].map(|name| Node::from(tree.event(name, 0.5)));
        let twice = tree.at_least(2, [a, a, b]);
        let once = tree.or([b, b]);
        let top = tree.and([twice, once]);
        let text = fault_tree(&tree, top, "t");
        let told: Vec<&str> = text.lines().map(str::trim).filter(|line| line.starts_with("<gate") || line.contains("\"r1\"")).collect();
        assert_eq!(
            told,
            ["<gate name=\"g3\"/>", "<gate name=\"g1\"/>", "<gate name=\"g2\"/>", "<gate name=\"r1\"/>", "<define-gate name=\"r1\">"]
        );
    }

    #[test]
    fn what_can_not_fail_is_a_constant() {
        assert!(fault_tree(&FaultTree::new(), Node::Never, "t").contains("<define-gate name=\"top\">\n      <constant value=\"false\"/>"));
    }
}
