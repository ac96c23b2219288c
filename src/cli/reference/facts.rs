//! `docs/facts.md`: the facts that are computed, as a team's rules name them.

use super::format::escaped;
use crate::knowledge::Subject;
use crate::rules::computed;

pub fn page() -> String {
    let mut page = "# Computed facts\n\nMade from the program. [A team's rules](team-rules.md) read these beside the fields of the \
        [plan format](plan-format.md).\nWhere a fact is missing that one rests on, it is unknown.\n\n\
        | Name | Kind | What it is |\n| --- | --- | --- |\n"
        .to_owned();
    for subject in [Subject::Component, Subject::Call, Subject::Channel, Subject::Store, Subject::Journey] {
        for fact in computed(subject) {
            page.push_str(&format!("| `{}.{}` | {} | {} |\n", subject.name(), fact.name, fact.kind, escaped(fact.help)));
        }
    }
    page
}
