//! The language guidance for TypeScript.

use crate::cli::{paint, text};
use crate::knowledge::{LanguageGuide, Package, typescript};

/// The whole guide.
pub fn page() -> String {
    let guide = typescript();
    let date = guide.date.map(|date| format!("as of {date}")).unwrap_or_default();
    let mut page = format!("{}  {}\n", paint::heading(&guide.title), paint::dim(&date));
    page.push_str(&text::paragraph(2, &guide.words));
    page.push_str(&text::paragraph(
        2,
        &format!("In a plan: stack: {{language: {}, runtimes: [{}]}}", guide.stack.language, guide.stack.runtimes.join(", ")),
    ));
    for job in &guide.jobs {
        let taken: Vec<String> = job.built_in.iter().cloned().chain(job.packages.iter().map(package)).collect();
        page.push_str(&format!("\n{}\n", paint::heading(&job.job)));
        page.push_str(&text::paragraph(2, &taken.join(", ")));
        for other in &job.instead {
            let when = other.when.as_deref().unwrap_or_default();
            page.push_str(&text::labelled("instead", &format!("{}, when {when}", package(other))));
        }
        page.push_str(&text::labelled("why", &job.why));
    }
    page.push_str(&compiler(guide));
    page
}

/// `kysely 0.29.9 (on Node 20: 0.28.18)`
fn package(package: &Package) -> String {
    let node20 = package.node20.as_ref().map(|version| format!(" (on Node 20: {version})")).unwrap_or_default();
    format!("{} {}{node20}", package.name, package.version)
}

fn compiler(guide: &LanguageGuide) -> String {
    let mut page = format!("\n{}\n", paint::heading("compilerOptions of tsconfig.json"));
    let width = guide.compiler.iter().map(|flag| flag.flag.len()).max().unwrap_or_default() + 1;
    for flag in &guide.compiler {
        let name = format!("{}:", flag.flag);
        let value = flag.value.as_deref().unwrap_or_default();
        page.push_str(&text::hanging(&format!("  {name:<width$} {value:<8} "), width + 12, &flag.why));
    }
    for flag in &guide.avoid {
        page.push_str(&text::labelled("not", &format!("{}: {}", flag.flag, flag.why)));
    }
    page
}
