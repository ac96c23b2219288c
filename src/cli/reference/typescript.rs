//! `docs/typescript-core.md`: the language guidance for TypeScript.

use super::format::escaped;
use crate::knowledge::{Flag, Job, Package, typescript};

pub fn page() -> String {
    let guide = typescript();
    let mut page = format!(
        "# {}\n\nMade from `checklists/typescript.yaml`; `groundplan explain typescript` shows the same in a terminal.\n\n{}\n\n",
        guide.title,
        escaped(&guide.words)
    );
    page.push_str("## Stack\n\n");
    if let Some(date) = guide.date {
        page.push_str(&format!("Versions as of {date}.\n\n"));
    }
    page.push_str("| Job | Take | On Node 20 | Instead | Why |\n| --- | --- | --- | --- | --- |\n");
    page.extend(guide.jobs.iter().map(job));
    page.push_str("\n## Compiler\n\n```json\n{\n  \"compilerOptions\": {\n");
    page.push_str(&guide.compiler.iter().map(line).collect::<Vec<_>>().join(",\n"));
    page.push_str("\n  }\n}\n```\n\n| Flag | Why |\n| --- | --- |\n");
    for flag in &guide.compiler {
        page.push_str(&format!("| `{}` | {} |\n", flag.flag, escaped(&flag.why)));
    }
    for flag in &guide.avoid {
        page.push_str(&format!("| not `{}` | {} |\n", flag.flag, escaped(&flag.why)));
    }
    page
}

fn job(job: &Job) -> String {
    let named = |package: &Package| format!("{} {}", package.name, package.version);
    let taken: Vec<String> = job.built_in.iter().cloned().chain(job.packages.iter().map(named)).collect();
    let older = job.packages.iter().filter_map(|package| package.node20.as_ref().map(|version| format!("{} {version}", package.name)));
    let older: Vec<String> = older.collect();
    let instead = job.instead.iter().map(|package| format!("{}, when {}", named(package), package.when.as_deref().unwrap_or_default()));
    let instead: Vec<String> = instead.collect();
    let cells = [taken.join(", "), older.join(", "), instead.join("; "), job.why.clone()].map(|cell| escaped(&cell));
    format!("| {} | {} |\n", job.job, cells.join(" | "))
}

/// A line of `tsconfig.json`.
fn line(flag: &Flag) -> String {
    let value = flag.value.as_deref().unwrap_or("true");
    let value = if matches!(value, "true" | "false") { value.to_owned() } else { format!("\"{value}\"") };
    format!("    \"{}\": {value}", flag.flag)
}
