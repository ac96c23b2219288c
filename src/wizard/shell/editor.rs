//! The user's editor.

use std::path::Path;
use std::process::Command;

/// Opens the editor at a line and waits until it is closed.
pub fn open(path: &Path, line: usize) -> Result<(), String> {
    let editor = ["VISUAL", "EDITOR"].into_iter().find_map(|name| std::env::var(name).ok().filter(|value| !value.trim().is_empty()));
    let Some(editor) = editor else { return Err("no editor is set: set EDITOR, for example to nano or vim".to_owned()) };
    let mut words = editor.split_whitespace();
    let Some(program) = words.next() else { return Err("EDITOR is empty".to_owned()) };
    let mut command = Command::new(program);
    command.args(words);
    let name = Path::new(program).file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    match name.as_str() {
        "code" | "codium" | "cursor" | "zed" | "hx" | "helix" | "subl" => {
            if matches!(name.as_str(), "code" | "codium" | "cursor") {
                command.args(["--wait", "--goto"]);
            }
            command.arg(format!("{}:{line}", path.display()));
        }
        _ => {
            command.arg(format!("+{line}")).arg(path);
        }
    }
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{program} ended with {status}")),
        Err(error) => Err(format!("{program} could not be started: {error}")),
    }
}
