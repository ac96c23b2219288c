//! What a template can use, and what it can't: no file, no clock, no network, no endless loop.

use super::Templates;
use super::escape::comment::comment;
use super::escape::{diagram, html, line, literal, markdown, prometheus, quoted, sql};
use super::tidy::tidy;
use base64::prelude::{BASE64_STANDARD, Engine};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Value, ValueKind};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior};
use sha2::{Digest, Sha256};

/// Steps that one document may take: some seconds.
const FUEL: u64 = 20_000_000;

/// What is written where the plan does not say.
pub const UNKNOWN: &str = "not stated";

/// The environment in which templates are rendered.
///
/// Whatever is undefined is an error. What a template writes is escaped for the language of its file, by the name, see
/// [`language`]; other texts are written as they are.
pub fn environment(templates: &Templates) -> Result<Environment<'_>, Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build()?);
    environment.set_fuel(Some(FUEL));
    environment.set_debug(true);
    environment.set_auto_escape_callback(language);
    environment.set_formatter(write);
    for filter in FILTERS {
        (filter.add)(&mut environment, filter.name);
    }
    for (name, text) in templates.iter() {
        environment.add_template(name, text)?;
    }
    Ok(environment)
}

/// The language that a template writes, by its name without `.j2`.
///
/// In Markdown, HTML, SVG and diagrams a value becomes text. In the others it becomes a literal, with its quotes: a string of
/// YAML, SQL or a shell, any value of JSON, JavaScript, TypeScript or TOML. In their comments it takes the filter `comment`.
fn language(name: &str) -> AutoEscape {
    match name.trim_end_matches(".j2").rsplit_once('.').map_or("", |(_, extension)| extension) {
        "md" => AutoEscape::Custom("markdown".into()),
        "mmd" => AutoEscape::Custom("mermaid".into()),
        "dot" => AutoEscape::Custom("dot".into()),
        "yaml" | "yml" => AutoEscape::Custom("yaml".into()),
        "json" | "js" | "mjs" | "ts" => AutoEscape::Custom("json".into()),
        "toml" => AutoEscape::Custom("toml".into()),
        "sql" => AutoEscape::Custom("sql".into()),
        "sh" => AutoEscape::Custom("shell".into()),
        "html" | "svg" => AutoEscape::Html,
        _ => AutoEscape::None,
    }
}

/// Writes a value: what a template marked as safe as it is, everything else escaped.
fn write(out: &mut Output, state: &mut State, value: &Value) -> Result<(), Error> {
    let escape: fn(&str) -> String = match state.auto_escape() {
        _ if value.is_safe() => str::to_owned,
        AutoEscape::None => str::to_owned,
        AutoEscape::Html => html::text,
        AutoEscape::Custom(language) => match language.as_ref() {
            "json" | "toml" if value.is_undefined() => return Ok(()),
            "json" => return out.write_str(&literal::json(&data(value)?)).map_err(Error::from),
            "toml" => return out.write_str(&literal::toml(&data(value)?)).map_err(Error::from),
            "markdown" => markdown::inline,
            "mermaid" => diagram::mermaid,
            "dot" => diagram::dot,
            "sql" => sql::string,
            "shell" => quoted::shell,
            _ => quoted::yaml,
        },
        _ => return minijinja::escape_formatter(out, state, value),
    };
    out.write_str(&escape(&plain(value)?)).map_err(Error::from)
}

/// A value as data: what the plan does not say is `null`.
fn data(value: &Value) -> Result<serde_json::Value, Error> {
    serde_json::to_value(value).map_err(|error| Error::new(ErrorKind::BadSerialization, error.to_string()))
}

/// A value in words: what the plan does not say is "not stated", a list is its items with commas between them.
fn plain(value: &Value) -> Result<String, Error> {
    Ok(match value.kind() {
        ValueKind::None => UNKNOWN.to_owned(),
        ValueKind::Bool => if value.is_true() { "yes" } else { "no" }.to_owned(),
        ValueKind::Seq | ValueKind::Iterable => {
            let items = value.try_iter()?.map(|item| plain(&item)).collect::<Result<Vec<_>, _>>()?;
            if items.is_empty() { "none".to_owned() } else { items.join(", ") }
        }
        // A whole number is written without a point, whatever its type.
        ValueKind::Number => value.to_string().trim_end_matches(".0").to_owned(),
        ValueKind::Map => return Err(Error::new(ErrorKind::InvalidOperation, "a map can't be written; write its parts")),
        // What is undefined was refused before; this is the `else` that an `if` without one leaves out.
        ValueKind::Undefined => String::new(),
        _ => value.to_string(),
    })
}

/// A filter of this program; those of the engine are there too.
pub struct Filter {
    /// Its name.
    pub name: &'static str,
    /// What it makes of a value.
    pub help: &'static str,
    add: fn(&mut Environment<'_>, &'static str),
}

/// The filters of this program.
pub const FILTERS: &[Filter] = &[
    Filter {
        name: "code",
        help: "Markdown: a code span; of a list, one for each item.",
        add: |environment, name| environment.add_filter(name, code),
    },
    Filter {
        name: "heading",
        help: "Markdown: text for a heading, without the punctuation at its end.",
        add: |environment, name| environment.add_filter(name, |value: &Value| escaped(value, markdown::heading)),
    },
    Filter {
        name: "paragraphs",
        help: "Markdown: text in which a blank line begins a new paragraph.",
        add: |environment, name| environment.add_filter(name, |value: &Value| escaped(value, markdown::paragraphs)),
    },
    Filter {
        name: "sentence",
        help: "Markdown: text with a full stop, unless it ends as a sentence already.",
        add: |environment, name| {
            environment.add_filter(name, |value: &Value| escaped(value, |text| markdown::inline(&sentence(text))));
        },
    },
    Filter {
        name: "link",
        help: "Markdown: a link with this text, `id|link(file)`.",
        add: |environment, name| {
            environment.add_filter(name, |value: &Value, to: &str| escaped(value, |text| markdown::link(text, to)));
        },
    },
    Filter {
        name: "markdown",
        help: "Plain text for Markdown; what `.md` templates do by themselves.",
        add: |environment, name| environment.add_filter(name, |value: &Value| escaped(value, markdown::inline)),
    },
    Filter {
        name: "mermaid",
        help: "Text for a label of Mermaid; what `.mmd` templates do by themselves.",
        add: |environment, name| environment.add_filter(name, |value: &Value| escaped(value, diagram::mermaid)),
    },
    Filter {
        name: "dot",
        help: "Text for a label of DOT; what `.dot` templates do by themselves.",
        add: |environment, name| environment.add_filter(name, |value: &Value| escaped(value, diagram::dot)),
    },
    Filter {
        name: "yaml",
        help: "A YAML string in quotes; of a list, a sequence of them. `.yaml` templates do the former by themselves.",
        add: |environment, name| environment.add_filter(name, yaml),
    },
    Filter {
        name: "shell",
        help: "One word of a shell, in quotes; what `.sh` templates do by themselves.",
        add: |environment, name| environment.add_filter(name, |value: &Value| escaped(value, quoted::shell)),
    },
    Filter {
        name: "json",
        help: "Any value as JSON, which is also JavaScript and TypeScript; what their templates do by themselves.",
        add: |environment, name| {
            environment.add_filter(name, |value: &Value| Ok::<_, Error>(Value::from_safe_string(literal::json(&data(value)?))));
        },
    },
    Filter {
        name: "member",
        help: "The name of a member of an object in JavaScript, in quotes where it needs them.",
        add: |environment, name| environment.add_filter(name, |value: &Value| escaped(value, literal::member)),
    },
    Filter {
        name: "sql",
        help: "A string of SQL in quotes; what `.sql` templates do by themselves.",
        add: |environment, name| environment.add_filter(name, |value: &Value| escaped(value, sql::string)),
    },
    Filter {
        name: "sql_name",
        help: "The name of a table or column in SQL.",
        add: |environment, name| environment.add_filter(name, |value: &Value| escaped(value, sql::name)),
    },
    Filter {
        name: "html",
        help: "Text for HTML and SVG; what their templates do by themselves.",
        add: |environment, name| environment.add_filter(name, |value: &Value| escaped(value, html::text)),
    },
    Filter {
        name: "comment",
        help: "Text for a comment of any language, none of which it can end.",
        add: |environment, name| environment.add_filter(name, |value: &Value| escaped(value, comment)),
    },
    Filter {
        name: "line",
        help: "Text in one line, otherwise as it is: for comments, and for blocks in which a language takes any text.",
        add: |environment, name| environment.add_filter(name, |value: &Value| escaped(value, line)),
    },
    Filter {
        name: "short",
        help: "One line of at most so many characters, `note|short(80)`; what is cut off is shown by an ellipsis.",
        add: |environment, name| {
            environment.add_filter(name, |value: &Value, most: usize| Ok::<_, Error>(Value::from(short(&plain(value)?, most))));
        },
    },
    Filter {
        name: "go_template",
        help: "Text for an annotation of Prometheus, whose Go templates it can't begin.",
        add: |environment, name| environment.add_filter(name, |value: &Value| escaped(value, prometheus::template)),
    },
    Filter {
        name: "full_stop",
        help: "Plain text with a full stop, unless it ends as a sentence already.",
        add: |environment, name| environment.add_filter(name, |value: &Value| Ok::<_, Error>(sentence(&plain(value)?))),
    },
    Filter {
        name: "blocks",
        help: "The paragraphs of a plain text as a list: a blank line begins another.",
        add: |environment, name| environment.add_filter(name, |value: &Value| Ok::<_, Error>(blocks(&plain(value)?))),
    },
    Filter {
        name: "tidy",
        help: "Rendered text as it is written in the end, without blanks at the ends of lines.",
        add: |environment, name| {
            environment.add_filter(name, |value: &Value| Ok::<_, Error>(Value::from_safe_string(tidy(&plain(value)?))));
        },
    },
    Filter {
        name: "source_hash",
        help: "What a Content-Security-Policy calls this style or script by.",
        add: |environment, name| environment.add_filter(name, |value: &Value| Ok::<_, Error>(source_hash(&plain(value)?))),
    },
    Filter {
        name: "count",
        help: "A number with its noun: `3|count(\"call\")` is `3 calls`, `1|count(\"journey\", \"journeys\")` is `1 journey`; of a list its length.",
        add: |environment, name| environment.add_filter(name, count),
    },
];

/// A value that is written as it is from now on.
fn escaped(value: &Value, escape: impl FnOnce(&str) -> String) -> Result<Value, Error> {
    Ok(Value::from_safe_string(escape(&plain(value)?)))
}

/// Each item of a list, escaped; `None` where the value is no list.
fn items(value: &Value, escape: fn(&str) -> String) -> Result<Option<Vec<String>>, Error> {
    if !matches!(value.kind(), ValueKind::Seq | ValueKind::Iterable) {
        return Ok(None);
    }
    value.try_iter()?.map(|item| Ok(escape(&plain(&item)?))).collect::<Result<_, _>>().map(Some)
}

/// Text as code; of a list, each item.
fn code(value: &Value) -> Result<Value, Error> {
    Ok(Value::from_safe_string(match items(value, markdown::code)? {
        Some(items) if items.is_empty() => "none".to_owned(),
        Some(items) => items.join(", "),
        None if value.is_none() => UNKNOWN.to_owned(),
        None => markdown::code(&plain(value)?),
    }))
}

/// A YAML string in quotes; of a list, a flow sequence of them.
fn yaml(value: &Value) -> Result<Value, Error> {
    match items(value, quoted::yaml)? {
        Some(items) => Ok(Value::from_safe_string(format!("[{}]", items.join(", ")))),
        None => escaped(value, quoted::yaml),
    }
}

/// The paragraphs of a text: a blank line begins another.
fn blocks(text: &str) -> Vec<String> {
    text.split("\n\n").map(line).filter(|block| !block.is_empty()).collect()
}

/// What a Content-Security-Policy calls a style or script by: `sha256-` and its hash in base64.
fn source_hash(source: &str) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(source)))
}

/// The text as one sentence, with a full stop unless it ends as a sentence already.
pub(super) fn sentence(text: &str) -> String {
    let text = line(text);
    if text.is_empty() || text.ends_with(['.', '!', '?', '…', ':']) { text } else { text + "." }
}

/// One line of at most so many characters, for formats that take no more; what is cut off is shown by an ellipsis.
fn short(text: &str, most: usize) -> String {
    let text = line(text);
    if text.chars().count() <= most { text } else { text.chars().take(most.saturating_sub(1)).chain(['…']).collect() }
}

/// `3|count("call")` is "3 calls"; a noun with another plural gives both: `count("journey", "journeys")`. A number that is
/// written out already is taken as it is, a list by its length.
fn count(number: &Value, one: &str, many: Option<&str>) -> Result<String, Error> {
    let written = number.as_str().map(str::to_owned);
    let number = written.or_else(|| number.len().or_else(|| number.as_usize()).map(|number| number.to_string()));
    let number = number.ok_or_else(|| Error::new(ErrorKind::InvalidOperation, "not a number or a list"))?;
    Ok(match (number.as_str(), many) {
        ("1", _) => format!("1 {one}"),
        (_, Some(many)) => format!("{number} {many}"),
        (_, None) => format!("{number} {one}s"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use minijinja::context;

    /// A template of this name that writes one hostile text, as it is and in a comment.
    fn written(name: &str) -> String {
        let templates = Templates::default();
        let mut environment = environment(&templates).unwrap();
        environment.add_template_owned(name.to_owned(), "{{ text }} {{ text|comment }} {{ number }} {{ nothing }}".to_owned()).unwrap();
        let template = environment.get_template(name).unwrap();
        template.render(context! { text => "'a' \"b\" */ </script> ${c}\n\u{2028}@d", number => 3.0, nothing => () }).unwrap()
    }

    #[test]
    fn the_name_of_a_template_chooses_the_escape() {
        let comment = "'a' \"b\" * / </script> ${c} \\@d";
        let literal = r#""'a' \"b\" *\/ \u003c/script> ${c}\n\u2028@d""#;
        for name in ["x/y.json.j2", "x/y.js.j2", "x/y.mjs.j2", "x/y.ts.j2"] {
            assert_eq!(written(name), format!("{literal} {comment} 3 null"), "{name}");
        }
        let line = "'a' \"b\" */ </script> ${c} @d";
        for (name, text, nothing) in [
            ("x/y.txt.j2", line.to_owned(), "not stated"),
            ("x/y.toml.j2", literal.replace("*\\/", "*/"), "null"),
            ("x/y.sql.j2", format!("'{}'", line.replace('\'', "''")), "'not stated'"),
            ("x/y.html.j2", "&#39;a&#39; &quot;b&quot; */ &lt;/script&gt; ${c} @d".to_owned(), "not stated"),
        ] {
            let said = written(name).replace("c}\n\u{2028}@d", "c} @d");
            assert_eq!(said, format!("{text} {comment} {} {nothing}", if name.contains("sql") { "'3'" } else { "3" }), "{name}");
        }
    }
}
