//! The templates: those of this program, and a team's in their place.

use super::RenderError;
use super::kind::{kinds, no_such_kind};
use super::own::OwnKind;
use crate::document::{nearest, printable};
use std::borrow::Cow;
use std::collections::BTreeMap;

macro_rules! embedded {
    ($($name:literal),+ $(,)?) => { &[$(($name, include_str!(concat!("../../templates/", $name)))),+] };
}

/// The templates of this program, by their names below `templates/`. A test compares the list with the folder.
#[rustfmt::skip] // one a line
const EMBEDDED: &[(&str, &str)] = embedded![
    "adr/checks.md.j2",
    "adr/consequences.md.j2",
    "adr/index.md.j2",
    "adr/madr4.md.j2",
    "adr/nygard.md.j2",
    "adr/options.md.j2",
    "adr/outcome.md.j2",
    "adr/reopen.md.j2",
    "adr/store.md.j2",
    "adr/stores.md.j2",
    "checklist/checklist.md.j2",
    "design-doc/1-goals.md.j2",
    "design-doc/2-map.md.j2",
    "design-doc/3-data.md.j2",
    "design-doc/4-contracts.md.j2",
    "design-doc/5-build.md.j2",
    "design-doc/6-validation.md.j2",
    "design-doc/7-operations.md.j2",
    "design-doc/alternatives.md.j2",
    "design-doc/design-doc.md.j2",
    "design-doc/findings.md.j2",
    "design-doc/words.md.j2",
    "diagram/drawing.css.j2",
    "diagram/drawing.svg.j2",
    "diagram/legend.svg.j2",
    "diagram/system.dot.j2",
    "diagram/system.mmd.j2",
    "diagram/system.svg.j2",
    "experiments/experiment.json.j2",
    "experiments/index.md.j2",
    "experiments/load.js.j2",
    "html/contracts.html.j2",
    "html/data.html.j2",
    "html/decisions.html.j2",
    "html/findings.html.j2",
    "html/goals.html.j2",
    "html/index.html.j2",
    "html/page.css.j2",
    "html/page.js.j2",
    "html/part.html.j2",
    "html/questions.html.j2",
    "html/risks.html.j2",
    "html/summary.html.j2",
    "html/system.html.j2",
    "html/words.html.j2",
    "migration/index.md.j2",
    "migration/migration.md.j2",
    "openslo/slos.yaml.j2",
    "prometheus/rules.test.yaml.j2",
    "prometheus/rules.yaml.j2",
    "prometheus/words.yaml.j2",
    "risks/risks.md.j2",
    "runbook/alert.md.j2",
    "runbook/calls.md.j2",
    "runbook/failure-mode.md.j2",
    "runbook/index.md.j2",
    "runbook/parts.md.j2",
    "runbook/system.md.j2",
    "slo/error-budget-policy.md.j2",
    "slo/index.md.j2",
    "slo/journey.md.j2",
    "slo/sli.md.j2",
    "typescript/bunfig.toml.j2",
    "typescript/env.ts.j2",
    "typescript/guards.ts.j2",
    "typescript/outbox.sql.j2",
    "typescript/package.json.j2",
    "typescript/policies.test.ts.j2",
    "typescript/policies.ts.j2",
    "typescript/telemetry.ts.j2",
    "typescript/tsconfig.json.j2",
];

/// All templates by name, as `adr/madr4.md.j2`. A team's file replaces ours of the same name, and a folder of another name is a
/// kind of document of its own.
#[derive(Debug, Clone)]
pub struct Templates {
    texts: BTreeMap<String, Cow<'static, str>>,
    own: Vec<OwnKind>,
}

impl Default for Templates {
    /// The templates of this program.
    fn default() -> Self {
        let texts = EMBEDDED.iter().map(|(name, text)| ((*name).to_owned(), Cow::Borrowed(*text))).collect();
        Self { texts, own: Vec::new() }
    }
}

impl Templates {
    /// With a team's templates: names below its folder, with `/` between the parts, and their texts.
    ///
    /// # Errors
    /// The first name that leads out of the folder, or that nothing would ever ask for: it is no name of ours, no page of a kind
    /// of the team, and no template includes it; or a kind of the team that can't be called so.
    pub fn with(team: impl IntoIterator<Item = (String, String)>) -> Result<Self, BadName> {
        let mut templates = Self::default();
        for (name, text) in team {
            if !is_inside(&name) {
                return Err(BadName::Outside { name });
            }
            if let Some(kind) = own_kind(&name) {
                templates.take_in(kind, &name)?;
            }
            templates.texts.insert(name, Cow::Owned(text));
        }
        match templates.texts.keys().find(|name| !templates.is_used(name)) {
            Some(name) => Err(BadName::Unused { name: name.clone(), nearest: nearest(name, names()) }),
            None => Ok(templates),
        }
    }

    /// The kinds of documents of the team, by name.
    pub fn own(&self) -> &[OwnKind] {
        &self.own
    }

    /// Whether a kind of document has this name, of ours or of the team.
    ///
    /// # Errors
    /// There is none; the nearest name is suggested.
    pub fn knows(&self, kind: &str) -> Result<(), RenderError> {
        let own = || self.own.iter().map(|own| own.name.as_str());
        let is_known = kinds().iter().map(|ours| ours.name).chain(own()).any(|name| name == kind);
        if is_known { Ok(()) } else { Err(no_such_kind(kind, own())) }
    }

    /// Makes a template a page of a kind of the team, unless it is there to be included.
    fn take_in(&mut self, kind: &str, name: &str) -> Result<(), BadName> {
        let plain = kind.starts_with(|c: char| c.is_ascii_lowercase())
            && kind.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        if !plain {
            return Err(BadName::Kind { kind: kind.to_owned() });
        }
        if let Some(ours) = kinds().iter().find(|ours| ours.folders().any(|folder| folder == kind)) {
            return Err(BadName::Taken { kind: kind.to_owned(), by: ours.name });
        }
        if let Some(nearest) = nearest(name, names()) {
            return Err(BadName::Unused { name: name.to_owned(), nearest: Some(nearest) });
        }
        let is_page = !name.rsplit('/').next().unwrap_or(name).starts_with('_');
        if !self.own.iter().any(|own| own.name == kind) {
            self.own.push(OwnKind { name: kind.to_owned(), templates: Vec::new() });
        }
        let own = self.own.iter_mut().find(|own| own.name == kind);
        own.into_iter().filter(|_| is_page).for_each(|own| own.templates.push(name.to_owned()));
        Ok(())
    }

    /// Whether a template is one of ours or a page of the team, or another one names it in quotes, as includes and imports do.
    fn is_used(&self, name: &str) -> bool {
        let quoted = [format!("\"{name}\""), format!("'{name}'")];
        let includes = |text: &str| quoted.iter().any(|quoted| text.contains(quoted));
        names().any(|ours| ours == name)
            || self.own.iter().any(|own| own.templates.iter().any(|page| page == name))
            || self.iter().any(|(other, text)| other != name && includes(text))
    }

    /// The text of a template.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.texts.get(name).map(AsRef::as_ref)
    }

    /// All of them, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts.iter().map(|(name, text)| (name.as_str(), text.as_ref()))
    }
}

/// The names of the templates of this program, which a team can replace.
pub fn names() -> impl Iterator<Item = &'static str> {
    EMBEDDED.iter().map(|(name, _)| *name)
}

/// The templates of a kind of this program: their names, and what they say.
pub fn of_kind(kind: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    EMBEDDED.iter().copied().filter(move |(name, _)| name.split('/').next() == Some(kind))
}

/// The kind of the team that a template belongs to: the folder that it stands in, where that is none of ours.
fn own_kind(name: &str) -> Option<&str> {
    let (folder, _) = name.split_once('/')?;
    names().all(|ours| ours.split('/').next() != Some(folder)).then_some(folder)
}

/// A team's template has a name that can't be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadName {
    /// It leads out of the folder of templates.
    #[error("`{}` is not the name of a template: it must be a path below the folder of templates", printable(name))]
    Outside {
        /// The name.
        name: String,
    },
    /// A kind of the team can't be called so.
    #[error("the folder `{}` can't be a kind of document: its name is to be of lower-case letters, digits and dashes", printable(kind))]
    Kind {
        /// The name of the folder.
        kind: String,
    },
    /// The documents of this program are in the folder that a kind of the team would fill.
    #[error("a kind of document can't be called `{kind}`: there the documents `{by}` are; call the folder otherwise")]
    Taken {
        /// The name of the folder.
        kind: String,
        /// Our kind.
        by: &'static str,
    },
    /// Nothing would ever render it.
    #[error(
        "the template `{}` replaces none, and none includes it; {}`groundplan render --help` lists the names", printable(name),
        nearest.map(|nearest| format!("did you mean `{nearest}`? ")).unwrap_or_default()
    )]
    Unused {
        /// The name.
        name: String,
        /// The name of ours that is most like it.
        nearest: Option<&'static str>,
    },
}

/// Whether a name stays below the folder it is looked up in, on every system.
fn is_inside(name: &str) -> bool {
    let plain = |part: &str| !part.is_empty() && part != "." && part != ".." && !part.contains(['\\', ':', '\0']);
    name.split('/').all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn every_template_of_the_folder_is_embedded() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
        let mut open = vec![root.clone()];
        let mut names = Vec::new();
        while let Some(folder) = open.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    open.push(path);
                } else if path.extension().is_some_and(|extension| extension == "j2") {
                    names.push(path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/"));
                }
            }
        }
        names.sort();
        let embedded: Vec<&str> = EMBEDDED.iter().map(|(name, _)| *name).collect();
        assert_eq!(embedded, names);
    }

    #[test]
    fn names_stay_in_the_folder() {
        for bad in ["../x", "a/../b", "/etc/passwd", "a//b", "a\\..\\b", "c:x", "", "./a"] {
            assert!(Templates::with([(bad.to_owned(), String::new())]).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_team_replaces_and_adds() {
        let ours = "{% include 'x/y.md.j2' %}";
        let templates = Templates::with([("adr/madr4.md.j2".into(), ours.into()), ("x/y.md.j2".into(), "new".into())]).unwrap();
        assert_eq!(templates.get("adr/madr4.md.j2"), Some(ours));
        assert_eq!(templates.get("x/y.md.j2"), Some("new"));
        assert!(templates.get("adr/index.md.j2").is_some());
    }

    #[test]
    fn a_folder_of_another_name_is_a_kind_of_its_own() {
        let files = [("cards/COMPONENT.md.j2", "{% include 'cards/_head.md.j2' %}"), ("cards/_head.md.j2", ""), ("cards/all.md.j2", "")];
        let templates = Templates::with(files.map(|(name, text)| (name.to_owned(), text.to_owned()))).unwrap();
        assert_eq!(templates.own().len(), 1);
        assert_eq!(templates.own()[0].templates, ["cards/COMPONENT.md.j2", "cards/all.md.j2"]);
    }

    #[test]
    fn a_kind_has_a_name_of_its_own() {
        for (name, said) in [
            ("Cards/a.md.j2", "can't be a kind of document"),
            ("runbooks/a.md.j2", "there the documents `runbook` are"),
            ("runbok/index.md.j2", "did you mean `runbook/index.md.j2`?"),
            ("cards/_unused.md.j2", "none includes it"),
        ] {
            let refused = Templates::with([(name.to_owned(), String::new())]).unwrap_err().to_string();
            assert!(refused.contains(said), "{name}: {refused}");
        }
    }

    #[test]
    fn what_nothing_would_render_is_refused() {
        let refused = Templates::with([("adr/idnex.md.j2".into(), String::new())]).unwrap_err();
        let said = "the template `adr/idnex.md.j2` replaces none, and none includes it; did you mean `adr/index.md.j2`? \
                    `groundplan render --help` lists the names";
        assert_eq!(refused.to_string(), said);
    }
}
