//! A terminal in which the built program runs, and the folder that it runs in.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::TempDir;
use termlens::{ExitStatus, Key, Screen, Signal, Terminal, TerminalBuilder};

/// How long to wait for what must come: as long as a busy machine may take. No test measures time.
const PATIENCE: Duration = Duration::from_mins(1);

/// A plan that is quickly read, with something to find in it.
pub const PLAN: &str = "\
groundplan: 1
system: shop
owner: team-shop   # who answers
map:
  components:
    web: {kind: gateway}
    api: {kind: service}
  calls:
    web -> api: {need: hard, timeout: 3s}
";

/// A folder of its own.
pub struct Folder(TempDir);

impl Folder {
    /// An empty folder called `shop`.
    pub fn empty() -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        fs::create_dir(folder.path("")).unwrap();
        folder
    }

    /// A folder that holds a plan.
    pub fn with_plan() -> Self {
        let folder = Self::empty();
        folder.write("groundplan.yaml", PLAN);
        folder
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.0.path().join("shop").join(path)
    }

    pub fn write(&self, path: &str, text: &str) {
        fs::write(self.path(path), text).unwrap();
    }

    pub fn read(&self, path: &str) -> String {
        let path = self.path(path);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    pub fn plan(&self) -> String {
        self.read("groundplan.yaml")
    }

    pub fn has(&self, path: &str) -> bool {
        self.path(path).exists()
    }

    /// Starts the program, without arguments, in a terminal of 100 columns and 40 rows.
    pub fn start(&self) -> Session {
        Session::start(self.terminal(), Path::new(PROGRAM))
    }

    /// A terminal in this folder whose environment says the same on every machine. It answers no questions about itself:
    /// the program has to do without.
    pub fn terminal(&self) -> TerminalBuilder {
        let path = std::env::var("PATH").unwrap_or_default();
        let env = [("LANG", "C.UTF-8"), ("COLORTERM", "truecolor"), ("PATH", &path), ("EDITOR", "false")];
        Terminal::builder().size(100, 40).env_clear().envs(env).current_dir(self.path("")).answer_queries(false).timeout(PATIENCE)
    }
}

/// The built program.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_groundplan");

/// A program that runs in a terminal. Whatever fails shows the screen.
pub struct Session(Terminal);

impl Session {
    pub fn start(terminal: TerminalBuilder, program: &Path) -> Self {
        Self(terminal.spawn(program).unwrap())
    }

    /// Presses keys: names as `enter`, `ctrl-r`, `2`, split at blanks.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        for name in keys.split_whitespace() {
            self.0.send(key(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        }
        self
    }

    /// Types a text.
    pub fn type_text(&mut self, text: &str) -> &mut Self {
        self.0.send_str(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        self
    }

    /// Pastes a text.
    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.0.paste(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        self
    }

    /// Clicks on a text, where it first stands on the screen.
    pub fn click(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        let (row, column) = screen.find(text).unwrap_or_else(|| panic!("{text:?} is not on the screen:\n{screen}"));
        self.0.click(column, row).unwrap_or_else(|error| panic!("{text}: {error}"));
        self
    }

    /// Waits until a text is on the screen.
    pub fn see(&mut self, text: &str) -> &mut Self {
        self.wait(&format!("{text:?} is on the screen"), |screen| screen.contains(text))
    }

    /// Waits until a text is on the screen no more.
    pub fn see_no(&mut self, text: &str) -> &mut Self {
        self.wait(&format!("{text:?} is gone"), |screen| !screen.contains(text))
    }

    pub fn wait(&mut self, what: &str, is_so: impl FnMut(&Screen) -> bool) -> &mut Self {
        self.0.wait_until(is_so).unwrap_or_else(|error| panic!("waited until {what}: {error}"));
        self
    }

    /// Waits for a whole frame that is drawn from now on.
    pub fn frame(&mut self, what: &str, is_so: impl FnMut(&Screen) -> bool) -> Screen {
        self.0.wait_frame(is_so).unwrap_or_else(|error| panic!("waited until {what}: {error}"))
    }

    pub fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.0.resize(columns, rows).unwrap();
        self
    }

    pub fn signal(&mut self, signal: Signal) -> &mut Self {
        self.0.signal(signal).unwrap();
        self
    }

    pub fn pid(&self) -> u32 {
        self.0.pid().unwrap()
    }

    /// What is on the screen.
    pub fn screen(&self) -> Screen {
        self.0.screen()
    }

    /// Stays until the program has ended.
    pub fn end(&mut self) -> ExitStatus {
        self.0.wait_exit().unwrap_or_else(|error| panic!("waited for the end: {error}"))
    }

    /// Stays until the program has ended, which must be well.
    pub fn ends_well(&mut self) -> &mut Self {
        let status = self.end();
        assert!(status.success(), "{status}\n{}", self.screen());
        self
    }

    /// Whether the terminal is as the shell had left it.
    pub fn assert_given_back(&self) {
        let screen = self.screen();
        assert!(!screen.alternate_screen(), "the alternate screen is left:\n{screen}");
        assert!(screen.mouse_modes().is_empty(), "the mouse is the terminal's again: {:?}", screen.mouse_mode());
        assert!(!screen.bracketed_paste(), "pastes come as they are");
        assert!(screen.cursor_visible(), "the cursor is shown");
        assert!(!screen.focus_events() && !screen.application_cursor(), "nothing else was set");
    }

    /// Whether the terminal is the program's.
    pub fn assert_taken(&self) {
        let screen = self.screen();
        assert!(screen.alternate_screen() && screen.bracketed_paste() && !screen.mouse_modes().is_empty(), "{screen}");
    }
}

fn key(name: &str) -> Key {
    let mut letters = name.chars();
    match (name, letters.next(), letters.next()) {
        ("enter", ..) => Key::Enter,
        ("tab", ..) => Key::Tab,
        ("esc", ..) => Key::Esc,
        ("down", ..) => Key::Down,
        ("up", ..) => Key::Up,
        ("home", ..) => Key::Home,
        (_, Some(letter), None) => Key::Char(letter),
        _ => match name.strip_prefix("ctrl-").and_then(|letter| letter.chars().next()) {
            Some(letter) => Key::Ctrl(letter),
            None => panic!("no key is called {name}"),
        },
    }
}
