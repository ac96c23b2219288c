//! What edits do to a text, told by example.

use super::*;
use crate::document::parse::Limits;
use crate::document::span::Span;

/// The text after an edit, verified.
fn edited(text: &str, edit: &Edit) -> Result<String, EditError> {
    let (tree, _) = Tree::parse(text, &Limits::default()).expect("YAML");
    let change = apply(text, &tree, edit, &unordered)?;
    let after = change.applied_to(text);
    verify(&tree, edit, &unordered, &after).unwrap_or_else(|error| panic!("{error}:\n{after}"));
    assert_eq!(change.inverse(text).applied_to(&after), text);
    Ok(after)
}

fn path(text: &str) -> Path {
    Path::of(text.split('.').filter(|key| !key.is_empty()).map(str::to_owned))
}

fn check(before: &str, edit: &Edit, after: &str) {
    assert_eq!(edited(before, edit).as_deref(), Ok(after));
}

fn set(before: &str, at: &str, value: impl Into<Value>, after: &str) {
    check(before, &Edit::Set { path: path(at), value: value.into() }, after);
}

fn insert(before: &str, into: &str, key: &str, value: impl Into<Value>, at: Option<usize>, after: &str) {
    let key = (!key.is_empty()).then(|| key.to_owned());
    check(before, &Edit::Insert { path: path(into), key, value: value.into(), at }, after);
}

fn remove(before: &str, at: &str, after: &str) {
    check(before, &Edit::Remove { path: path(at) }, after);
}

fn map(entries: &[(&str, &str)]) -> Value {
    Value::Map(entries.iter().map(|(key, value)| ((*key).to_owned(), (*value).into())).collect())
}

fn list(items: &[&str]) -> Value {
    Value::List(items.iter().map(|item| (*item).into()).collect())
}

#[test]
fn a_scalar_is_replaced_where_it_stands() {
    set("a:   1   # why\nb: 2\n", "a", "800ms", "a:   800ms   # why\nb: 2\n");
    set("a: 'x'\n", "a", "none", "a: none\n");
    set("a: {b: 1, c: 2} # d\n", "a.b", "x, y", "a: {b: \"x, y\", c: 2} # d\n");
    set("a: two\n  lines\nb: 1\n", "a", "one", "a: one\nb: 1\n");
    set("a: |\n  two\n  lines\n\nb: 1\n", "a", "one", "a: one\n\nb: 1\n");
    set("a: x\n", "a", Value::Quoted("none".into()), "a: \"none\"\n");
    set("a: x # c\n", "a", "one\ntwo\n", "a: | # c\n  one\n  two\n");
    set("a: x\n  # below\n", "a", "one\ntwo", "a: \"one\\ntwo\"\n  # below\n");
    set("a:\n  b: 1\n  # below\nc: 1\n", "a", "one\ntwo", "a: |-\n  one\n  two\nc: 1\n");
}

#[test]
fn an_empty_value_is_filled() {
    set("a:\nb: 1\n", "a", "x", "a: x\nb: 1\n");
    set("a: # soon\nb: 1\n", "a", "x", "a: x # soon\nb: 1\n");
    set("a: ~\n", "a", "x", "a: x\n");
    set("- \n- b\n", "", list(&["x"]), "- x\n");
    set("{a: , b, c: 1}\n", "b", "x", "{a: , b: x, c: 1}\n");
    set("{a: , b}\n", "a", "x", "{a: x , b}\n");
    check("-\n- b\n", &Edit::Set { path: Path::root().index(0), value: "x".into() }, "- x\n- b\n");
}

#[test]
fn what_is_missing_on_the_way_is_made() {
    set("", "map.components.web.kind", "gateway", "map:\n  components:\n    web: {kind: gateway}\n");
    set("# a plan\n", "system", "shop", "# a plan\nsystem: shop\n");
    set(
        "map:\n    components:\n        web: {}\n",
        "map.calls.web -> api.timeout",
        "3s",
        "map:\n    components:\n        web: {}\n    calls:\n        web -> api: {timeout: 3s}\n",
    );
    set("map: {}\n", "map.components.web.kind", "x", "map:\n  components:\n    web: {kind: x}\n");
    set("a: {}\n", "a.b", "x", "a: {b: x}\n");
    set("a: {b: {}}\n", "a.b.c", "x", "a: {b: {c: x}}\n");
    set("a:\n  - b\n", "c.d", list(&["e"]), "a:\n  - b\nc: {d: [e]}\n");
    check("a: {}\n", &Edit::Set { path: path("a.b").index(0), value: "x".into() }, "a: {b: [x]}\n");
}

#[test]
fn a_map_takes_the_place_of_a_scalar_and_the_other_way_round() {
    set("a: 1 # c\nb: 2\n", "a", map(&[("x", "1")]), "a: {x: 1} # c\nb: 2\n");
    set("a: 1 # c\nb: 2\n", "a", Value::entry("x", map(&[("z", "1")])), "a: # c\n  x: {z: 1}\nb: 2\n");
    set("a: # see\n  # inner\n  b: 1 # one\n  c: 2\nd: 1\n", "a", "x", "a: x # see\nd: 1\n");
    set("a:\n- b\n- c\nd: 1\n", "a", list(&[]), "a: []\nd: 1\n");
}

#[test]
fn a_new_entry_goes_to_the_end_of_its_map() {
    set("a:\n  b: 1 # one\n\n  # tail\n\nc: 1\n", "a.d", "2", "a:\n  b: 1 # one\n  d: 2\n\n  # tail\n\nc: 1\n");
    set("a: {b: 1}   # c\n", "a.d", "2", "a: {b: 1, d: 2}   # c\n");
    set("a: {b: 1,\n    c: 2}\n", "a.d", "2", "a: {b: 1,\n    c: 2,\n    d: 2}\n");
    set("a: {\n  b: 1, # one\n}\n", "a.d", "2", "a: {\n  b: 1, # one\n  d: 2\n}\n");
    set("a: 1", "b", "2", "a: 1\nb: 2");
    set("a:\r\n  b: 1\r\n", "a.c", "2", "a:\r\n  b: 1\r\n  c: 2\r\n");
    set("\u{feff}a: 1\n", "b", "2", "\u{feff}a: 1\nb: 2\n");
    set("a: 1\n\nb: 2\n", "c", "3", "a: 1\n\nb: 2\n\nc: 3\n");
}

#[test]
fn a_new_entry_goes_where_its_order_wants_it() {
    let order = |_: &Path| ["goals", "map", "data"].map(str::to_owned).to_vec();
    let text = "system: shop\n# stores\ndata: {}\n";
    let (tree, _) = Tree::parse(text, &Limits::default()).expect("YAML");
    let edit = Edit::Set { path: path("map.zones"), value: Value::empty() };
    let after = apply(text, &tree, &edit, &order).expect("an edit").applied_to(text);
    assert_eq!(after, "system: shop\nmap:\n  zones: {}\n# stores\ndata: {}\n");
    verify(&tree, &edit, &order, &after).expect("as meant");
}

#[test]
fn an_entry_or_item_is_inserted_at_a_position() {
    insert("a: 1\nb: 2\n", "", "c", "3", Some(0), "c: 3\na: 1\nb: 2\n");
    insert("# file\na: 1\n", "", "c", "3", Some(0), "# file\nc: 3\na: 1\n");
    insert("x:\n  # a\n  a: 1\n", "x", "c", "3", Some(0), "x:\n  c: 3\n  # a\n  a: 1\n");
    insert("x:\n  - a: 1\n    b: 2\n", "x", "", map(&[("c", "3")]), Some(0), "x:\n  - {c: 3}\n  - a: 1\n    b: 2\n");
    insert("x:\n- a\n- c\n", "x", "", "b", Some(1), "x:\n- a\n- b\n- c\n");
    insert("x: [a, c]\n", "x", "", "b", Some(1), "x: [a, b, c]\n");
    insert("x: [\n  a,\n  c\n]\n", "x", "", "b", Some(1), "x: [\n  a,\n  b,\n  c\n]\n");
    insert("x:\n", "x", "", "b", None, "x: [b]\n");
    check(
        "- a: 1\n  b: 2\n",
        &Edit::Insert { path: Path::root().index(0), key: Some("c".into()), value: "3".into(), at: Some(0) },
        "- c: 3\n  a: 1\n  b: 2\n",
    );
}

#[test]
fn a_line_in_brackets_that_grows_too_long_is_broken() {
    set(
        "api:\n  web: {kind: service, title: The shop's public interface, owner: team-checkout, criticality: high} # c\n",
        "api.web.note",
        "more",
        "api:\n  web: # c\n    kind: service\n    title: The shop's public interface\n    owner: team-checkout\n    criticality: high\n    note: more\n",
    );
    let long = "x".repeat(60);
    set("a: [b]\n", "a", list(&[&long, &long]), &format!("a:\n  - {long}\n  - {long}\n"));
    set("a: {b: x, c: [d]}\n", "a.c", list(&[&long, &long]), &format!("a:\n  b: x\n  c: [{long}, {long}]\n"));
    let longer = format!("a: {{b: {long}{long}, c: none}}\n");
    set(&longer, "a.c", "1", &longer.replace("none", "1"));
}

#[test]
fn maps_in_brackets_that_nest_too_deep_are_broken() {
    let endpoint = map(&[("journey", "pay")]);
    set("a:\n  b: {c: api, d: {}} # why\n", "a.b.d.POST /", endpoint, "a:\n  b: # why\n    c: api\n    d: {POST /: {journey: pay}}\n");
    set("a: {b: {}}\n", "a.b.c.d", "x", "a:\n  b: {c: {d: x}}\n");
    set("a: [{b: {c: {}}}]\n", "a", list(&["x"]), "a: [x]\n");
    // What somebody wrote like that stays like that.
    set("a: {b: {c: {d: x}}}\n", "a.b.c.e", "z", "a: {b: {c: {d: x, e: z}}}\n");
    set("a: {b: {c: {d: x}}}\n", "a.b.c.d", "z", "a: {b: {c: {d: z}}}\n");
}

#[test]
fn what_is_removed_takes_its_comments_along() {
    remove("a: 1\n\n# about b\n# more\nb: 2 # two\n\nc: 3\n", "b", "a: 1\n\nc: 3\n");
    remove("a: 1\nb:\n  c: 1\n  # inner\n# about d\nd: 1\n", "b", "a: 1\n# about d\nd: 1\n");
    remove("a: {b: 1, c: 2, d: 3} # x\n", "a.c", "a: {b: 1, d: 3} # x\n");
    remove("a: {b: 1, c: 2}\n", "a.c", "a: {b: 1}\n");
    remove("a: { b: 1 }\n", "a.b", "a: {}\n");
    remove("a: {\n  b: 1, # one\n  # two\n  c: 2,\n}\n", "a.b", "a: {\n  # two\n  c: 2,\n}\n");
    remove("a: {\n  b: 1, # one\n  c: 2, # two\n}\n", "a.c", "a: {\n  b: 1, # one\n}\n");
    remove("a: 1\nb: 2", "b", "a: 1\n");
    check("- a: 1\n  b: 2\n- c\n", &Edit::Remove { path: Path::root().index(0).key("a") }, "- b: 2\n- c\n");
    check("x:\n  - a\n  # b\n  - b\n", &Edit::Remove { path: path("x").index(1) }, "x:\n  - a\n");
}

#[test]
fn a_map_that_loses_its_last_entry_stays() {
    remove("a: # c\n  b: 1\nd: 1\n", "a.b", "a: {} # c\nd: 1\n");
    check("a:\n  - b\n", &Edit::Remove { path: path("a").index(0) }, "a: []\n");
    remove("# file\n\na: 1\n", "a", "# file\n");
}

#[test]
fn a_key_is_renamed() {
    let rename = |before, at, to: &str, after| check(before, &Edit::RenameKey { path: path(at), to: to.into() }, after);
    rename("a: 1 # c\n", "a", "web -> api", "web -> api: 1 # c\n");
    rename("{a: 1}\n", "a", "b, c", "{\"b, c\": 1}\n");
    let taken = Edit::RenameKey { path: path("a"), to: "b".into() };
    assert_eq!(edited("a: 1\nb: 2\n", &taken), Err(EditError::Exists(path("b"))));
}

#[test]
fn entries_and_items_are_moved_with_their_comments() {
    let shift = |before, path: Path, to, after| check(before, &Edit::Move { path, to }, after);
    shift("# a\na: 1 # one\n\nb: 2\nc: 3\n", path("a"), 2, "b: 2\n\nc: 3\n# a\na: 1 # one\n");
    shift("x:\n  - a # one\n  # b\n  - b\n  - c", path("x").index(2), 0, "x:\n  - c\n  - a # one\n  # b\n  - b");
    shift("x: [a, {b: 1},   c]\n", path("x").index(0), 2, "x: [{b: 1}, c,   a]\n");
    shift("- a: 1\n  b: 2\n", Path::root().index(0).key("b"), 0, "- b: 2\n  a: 1\n");
}

#[test]
fn a_shorthand_is_written_in_full() {
    let expand = |before, to, after| check(before, &Edit::Expand { path: path("a"), to }, after);
    expand("a: 800ms # c\n", Expansion::Main("total".into()), "a: {total: 800ms} # c\n");
    expand("a: 3..12\n", Expansion::Sides("min".into(), "max".into()), "a: {min: 3, max: 12}\n");
    expand("a: [mail, sms]\n", Expansion::Keys, "a:\n  mail: {}\n  sms: {}\n");
    expand("a: eu\n", Expansion::Item, "a: [eu]\n");
    let short = Edit::Set { path: path("a.connect"), value: "5ms".into() };
    assert_eq!(edited("a: 800ms\n", &short), Err(EditError::NotExpanded(path("a"))));
}

#[test]
fn a_name_is_rewritten_wherever_it_stands() {
    let text = "api: 1\ncalls:\n  web -> api: {to: api}\n  x: ['api', b]\n";
    let at = |found: &str, nth: usize, text_: &str| {
        let (start, _) = text.match_indices(found).nth(nth).expect("a match");
        Rewrite { span: Span::new(start, start + found.len()), text: text_.to_owned() }
    };
    let edit = Edit::Rewrite(vec![at("api", 0, "a, b"), at("web -> api", 0, "web -> a, b"), at("api", 2, "a, b"), at("'api'", 0, "a")]);
    check(text, &edit, "a, b: 1\ncalls:\n  web -> a, b: {to: \"a, b\"}\n  x: [a, b]\n");
    let doubled = Edit::Rewrite(vec![at("api", 0, "calls")]);
    let (tree, _) = Tree::parse(text, &Limits::default()).expect("YAML");
    let after = apply(text, &tree, &doubled, &unordered).expect("a change").applied_to(text);
    assert!(matches!(verify(&tree, &doubled, &unordered, &after), Err(EditError::Refused(_))));
}

#[test]
fn edits_that_have_no_place_are_refused() {
    let error = |edit| edited("a: {b: 1}\nc: [1]\n", &edit).expect_err("refused");
    assert_eq!(error(Edit::Remove { path: path("x") }), EditError::NotFound(path("x")));
    assert_eq!(error(Edit::Remove { path: Path::root() }), EditError::NotFound(Path::root()));
    assert_eq!(error(Edit::Move { path: path("a"), to: 2 }), EditError::NoPosition(Path::root(), 2));
    let beyond = Edit::Set { path: path("c").index(2), value: "x".into() };
    assert_eq!(error(beyond), EditError::NoPosition(path("c"), 2));
    let keyed = Edit::Set { path: path("c.x"), value: "x".into() };
    assert_eq!(error(keyed), EditError::NotExpanded(path("c")));
}
