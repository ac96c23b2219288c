//! What each component reads from its environment.

use crate::plan::Plan;
use crate::plan::build::Setting;
use crate::plan::reference::{ComponentRef, PathRef};
use schemars::JsonSchema;
use serde::Serialize;

/// A component with the settings that it reads.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct EnvironmentView<'p> {
    /// The component.
    component: &'p str,
    /// Its settings.
    settings: Vec<SettingView<'p>>,
}

/// A setting.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct SettingView<'p> {
    /// Its name.
    name: &'p str,
    /// How its text is read: `integer`, `number`, `boolean`, `url` or `text`.
    reader: &'static str,
    /// What the plan calls its type, where that is none of these.
    stated: Option<&'p str>,
    /// What it is where it is not set.
    default: Option<&'p str>,
    /// The least that it may be.
    min: Option<f64>,
    /// The most that it may be.
    max: Option<f64>,
    /// The field of the plan that it sets.
    sets: Option<&'p str>,
}

/// Each component that reads a setting. One of which the plan names no reader is read by all of them.
pub(super) fn environments(plan: &Plan) -> Vec<EnvironmentView<'_>> {
    let settings = || plan.build.iter().filter_map(|build| build.settings.as_ref()).flat_map(|settings| settings.iter());
    let readers = |setting: &Setting| setting.read_by.clone().unwrap_or_default();
    let mut components: Vec<&str> = Vec::new();
    for reader in settings().flat_map(|(_, setting)| setting.read_by.iter().flatten()).map(ComponentRef::as_str) {
        if !components.contains(&reader) {
            components.push(reader);
        }
    }
    if components.is_empty() && settings().next().is_some() {
        components.push(plan.system_id());
    }
    let of = |component: &str| {
        let read = settings().filter(|(_, setting)| {
            let readers = readers(setting);
            readers.is_empty() || readers.iter().any(|reader| reader.as_str() == component)
        });
        read.map(|(name, setting)| view(name, setting)).collect()
    };
    components.into_iter().map(|component| EnvironmentView { component, settings: of(component) }).collect()
}

fn view<'p>(name: &'p str, setting: &'p Setting) -> SettingView<'p> {
    let stated = setting.r#type.as_deref();
    let reader = reader(stated);
    let bound = |text: &Option<String>| text.as_deref().and_then(|text| text.trim().parse::<f64>().ok()).filter(|bound| bound.is_finite());
    let is_number = matches!(reader, "integer" | "number");
    SettingView {
        name,
        reader,
        stated: stated.filter(|stated| *stated != reader),
        default: setting.default.as_deref(),
        min: bound(&setting.min).filter(|_| is_number),
        max: bound(&setting.max).filter(|_| is_number),
        sets: setting.sets.as_ref().map(PathRef::as_str),
    }
}

/// The reader for a type as people write it.
fn reader(stated: Option<&str>) -> &'static str {
    match stated.unwrap_or_default().to_ascii_lowercase().as_str() {
        "integer" | "int" | "count" | "port" => "integer",
        "number" | "float" | "decimal" => "number",
        "boolean" | "bool" | "flag" => "boolean",
        "url" | "uri" => "url",
        _ => "text",
    }
}
