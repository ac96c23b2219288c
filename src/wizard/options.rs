//! What the user may set.

use crate::plan::value::Date;

/// The settings of the wizard.
#[allow(clippy::struct_excessive_bools)] // settings are independent of each other
#[derive(Debug, Clone)]
pub struct Options {
    /// The colours.
    pub theme: ThemeName,
    /// Whether colours of 24 bits can be shown.
    pub true_colour: bool,
    /// Whether only ASCII is drawn.
    pub ascii: bool,
    /// Whether each edit is saved at once.
    pub autosave: bool,
    /// Whether the mouse is used.
    pub mouse: bool,
    /// Today, for every condition that depends on it, where the plan does not say.
    pub today: Option<Date>,
}

/// A set of colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ThemeName {
    /// Light on dark.
    Dark,
    /// Dark on light.
    Light,
    /// As much contrast as there is.
    HighContrast,
    /// The terminal's own two colours, with bold and reverse.
    Plain,
}

impl ThemeName {
    /// The one after.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Dark => Self::Light,
            Self::Light => Self::HighContrast,
            Self::HighContrast => Self::Plain,
            Self::Plain => Self::Dark,
        }
    }

    /// Its name for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
            Self::HighContrast => "high contrast",
            Self::Plain => "no colours",
        }
    }
}

impl Default for Options {
    fn default() -> Self {
        Self { theme: ThemeName::Dark, true_colour: true, ascii: false, autosave: true, mouse: true, today: None }
    }
}

impl Options {
    /// What the environment says of the terminal: `NO_COLOR`, `COLORTERM`, `COLORFGBG`, `TERM` and the locale.
    pub fn from_env(env: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name: &str| env(name).filter(|value| !value.is_empty());
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(set).unwrap_or_default().to_lowercase();
        let dumb = matches!(set("TERM").as_deref(), Some("linux" | "vt100" | "vt220" | "ansi" | "dumb"));
        let theme = match set("GROUNDPLAN_THEME").as_deref() {
            _ if set("NO_COLOR").is_some() => ThemeName::Plain,
            Some("light") => ThemeName::Light,
            Some("high-contrast") => ThemeName::HighContrast,
            Some("plain") => ThemeName::Plain,
            Some("dark") => ThemeName::Dark,
            // The last number is the background; 7 and 15 are the light ones.
            _ if set("COLORFGBG").is_some_and(|value| value.ends_with(";7") || value.ends_with(";15")) => ThemeName::Light,
            _ => ThemeName::Dark,
        };
        Self {
            theme,
            true_colour: matches!(set("COLORTERM").as_deref(), Some("truecolor" | "24bit")),
            ascii: dumb || !(locale.contains("utf-8") || locale.contains("utf8")),
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(vars: &[(&str, &str)]) -> Options {
        Options::from_env(|name| vars.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn the_terminal_is_taken_at_its_word() {
        assert!(of(&[]).ascii);
        assert!(!of(&[("LANG", "de_CH.UTF-8")]).ascii);
        assert!(of(&[("LANG", "de_CH.UTF-8"), ("LC_ALL", "C")]).ascii);
        assert_eq!(of(&[("NO_COLOR", "1"), ("GROUNDPLAN_THEME", "light")]).theme, ThemeName::Plain);
        assert_eq!(of(&[("NO_COLOR", "")]).theme, ThemeName::Dark);
        assert_eq!(of(&[("COLORFGBG", "0;15")]).theme, ThemeName::Light);
        assert!(of(&[("COLORTERM", "truecolor")]).true_colour);
    }
}
