//! Runs the built program in a folder of its own.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A folder with files in which the program runs.
pub struct Place {
    folder: TempDir,
    environment: Vec<(&'static str, &'static str)>,
}

/// What the program said, and how it ended.
pub struct Said {
    line: String,
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Place {
    /// An empty folder.
    pub fn empty() -> Self {
        Self { folder: TempDir::new().unwrap(), environment: Vec::new() }
    }

    /// A folder with this plan.
    pub fn with_plan(text: impl AsRef<[u8]>) -> Self {
        Self::empty().file("groundplan.yaml", text)
    }

    /// A folder with one of the plans of these tests.
    pub fn with(name: &str) -> Self {
        let plans = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/plans");
        Self::with_plan(fs::read(plans.join(name).with_extension("yaml")).unwrap())
    }

    /// The same with a file.
    pub fn file(self, path: &str, text: impl AsRef<[u8]>) -> Self {
        let file = self.path(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
        self
    }

    /// The same with a variable of the environment.
    pub fn env(mut self, name: &'static str, value: &'static str) -> Self {
        self.environment.push((name, value));
        self
    }

    /// A path in the folder.
    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// The text of a file.
    pub fn text(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    /// A command that is not run yet.
    pub fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_groundplan"));
        command.args(arguments.split_whitespace()).current_dir(self.folder.path()).stdin(Stdio::null());
        for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS"] {
            command.env_remove(name);
        }
        command.envs(self.environment.iter().copied());
        command
    }

    /// Runs the program; arguments are split at blanks.
    pub fn run(&self, arguments: &str) -> Said {
        Self::said(self.command(arguments), arguments)
    }

    /// Runs the program with arguments that may hold blanks.
    pub fn run_words(&self, arguments: &[&str]) -> Said {
        let mut command = self.command("");
        command.args(arguments);
        let quoted = |word: &&str| if word.contains(' ') { format!("'{word}'") } else { (*word).to_owned() };
        Self::said(command, &arguments.iter().map(quoted).collect::<Vec<_>>().join(" "))
    }

    fn said(mut command: Command, arguments: &str) -> Said {
        let output = command.output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap().replace(env!("CARGO_PKG_VERSION"), "[version]");
        Said {
            line: format!("$ groundplan {arguments}"),
            code: output.status.code().unwrap(),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }
}

/// As a terminal would show it, for snapshots.
impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n{}", self.line, self.out)?;
        if !self.err.is_empty() {
            writeln!(f, "[standard error]\n{}", self.err)?;
        }
        writeln!(f, "[exit {}]", self.code)
    }
}
