//! The templates: those of this program, and a team's in their place.

use std::borrow::Cow;
use std::collections::BTreeMap;

macro_rules! embedded {
    ($($name:literal),+ $(,)?) => { &[$(($name, include_str!(concat!("../../templates/", $name)))),+] };
}

/// The templates of this program, by their names below `templates/`. A test compares the list with the folder.
#[rustfmt::skip] // one a line
const EMBEDDED: &[(&str, &str)] = embedded![
    "adr/index.md.j2",
    "adr/madr4.md.j2",
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
    "diagram/system.dot.j2",
    "diagram/system.mmd.j2",
    "runbook/calls.md.j2",
    "runbook/failure-mode.md.j2",
    "runbook/index.md.j2",
    "slo/error-budget-policy.md.j2",
    "slo/index.md.j2",
    "slo/journey.md.j2",
    "slo/sli.md.j2",
];

/// All templates by name, as `adr/madr4.md.j2`. A team's file replaces ours of the same name.
#[derive(Debug, Clone)]
pub struct Templates {
    texts: BTreeMap<String, Cow<'static, str>>,
}

impl Default for Templates {
    /// The templates of this program.
    fn default() -> Self {
        Self { texts: EMBEDDED.iter().map(|(name, text)| ((*name).to_owned(), Cow::Borrowed(*text))).collect() }
    }
}

impl Templates {
    /// With a team's templates: names below its folder, with `/` between the parts, and their texts.
    ///
    /// # Errors
    /// The first name that leads out of the folder.
    pub fn with(team: impl IntoIterator<Item = (String, String)>) -> Result<Self, BadName> {
        let mut templates = Self::default();
        for (name, text) in team {
            if !is_inside(&name) {
                return Err(BadName { name });
            }
            templates.texts.insert(name, Cow::Owned(text));
        }
        Ok(templates)
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

/// A template's name leads out of the folder of templates.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{}` is not the name of a template: it must be a path below the folder of templates", crate::document::printable(name))]
pub struct BadName {
    /// The name.
    pub name: String,
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
        let templates = Templates::with([("adr/madr4.md.j2".into(), "ours".into()), ("x/y.md.j2".into(), "new".into())]).unwrap();
        assert_eq!(templates.get("adr/madr4.md.j2"), Some("ours"));
        assert_eq!(templates.get("x/y.md.j2"), Some("new"));
        assert!(templates.get("adr/index.md.j2").is_some());
    }
}
