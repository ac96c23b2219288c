//! Colours by what they mean. None of them says anything that a word or a mark does not say too.

use crate::knowledge::Severity;
use crate::wizard::options::{Options, ThemeName};
use ratatui::style::{Color, Modifier, Style};

/// How each kind of thing is drawn.
#[derive(Debug, Clone, Copy)]
pub struct Theme {
    /// The ground of the screen.
    pub ground: Style,
    /// Ordinary text.
    pub text: Style,
    /// Text of less weight: help, units, defaults.
    pub dim: Style,
    /// Lines around panes.
    pub line: Style,
    /// Lines around the pane that has the focus.
    pub focus: Style,
    /// Titles and names.
    pub strong: Style,
    /// Keys, links, where one is.
    pub accent: Style,
    /// As it should be.
    pub good: Style,
    /// Must be looked at.
    pub warn: Style,
    /// Must not stay so.
    pub bad: Style,
    /// Known, for what it is worth.
    pub note: Style,
    /// What is selected and has the focus.
    pub selected: Style,
    /// What is selected elsewhere.
    pub resting: Style,
    /// A line that is typed.
    pub input: Style,
    /// What lies on top.
    pub raised: Style,
}

/// The few colours that a theme consists of.
struct Palette {
    ground: Color,
    text: Color,
    dim: Color,
    line: Color,
    accent: Color,
    good: Color,
    warn: Color,
    bad: Color,
    note: Color,
    selected: Color,
    resting: Color,
    raised: Color,
}

const fn rgb(hex: u32) -> Color {
    let [_, red, green, blue] = hex.to_be_bytes();
    Color::Rgb(red, green, blue)
}

const DARK: Palette = Palette {
    ground: rgb(0x16_18_1d),
    text: rgb(0xd5_d9_e0),
    dim: rgb(0x8a_92_a0),
    line: rgb(0x3a_41_4d),
    accent: rgb(0x7a_b4_f5),
    good: rgb(0x93_c9_7c),
    warn: rgb(0xe5_b5_67),
    bad: rgb(0xf0_7b_85),
    note: rgb(0x77_c4_d3),
    selected: rgb(0x2c_3a_52),
    resting: rgb(0x23_28_31),
    raised: rgb(0x1e_22_29),
};

const LIGHT: Palette = Palette {
    ground: rgb(0xfb_fb_fa),
    text: rgb(0x23_27_2e),
    dim: rgb(0x63_6b_78),
    line: rgb(0xc6_ca_d2),
    accent: rgb(0x1f_5f_c0),
    good: rgb(0x2c_74_36),
    warn: rgb(0x94_5b_00),
    bad: rgb(0xb4_25_36),
    note: rgb(0x0d_6c_7f),
    selected: rgb(0xd6_e4_fb),
    resting: rgb(0xec_ee_f1),
    raised: rgb(0xf2_f3_f5),
};

/// For terminals that know sixteen colours: theirs, on their own ground.
const SIXTEEN: Palette = Palette {
    ground: Color::Reset,
    text: Color::Reset,
    dim: Color::DarkGray,
    line: Color::DarkGray,
    accent: Color::Blue,
    good: Color::Green,
    warn: Color::Yellow,
    bad: Color::Red,
    note: Color::Cyan,
    selected: Color::Reset,
    resting: Color::Reset,
    raised: Color::Reset,
};

const CONTRAST: Palette = Palette {
    ground: Color::Black,
    text: Color::White,
    dim: Color::White,
    line: Color::White,
    accent: Color::LightCyan,
    good: Color::LightGreen,
    warn: Color::LightYellow,
    bad: Color::LightRed,
    note: Color::LightCyan,
    selected: Color::Reset,
    resting: Color::Reset,
    raised: Color::Black,
};

impl Theme {
    /// The theme that the options ask for.
    pub fn of(options: &Options) -> Self {
        match options.theme {
            ThemeName::Plain => Self::plain(),
            ThemeName::HighContrast => Self::painted(&CONTRAST),
            ThemeName::Dark if options.true_colour => Self::painted(&DARK),
            ThemeName::Light if options.true_colour => Self::painted(&LIGHT),
            ThemeName::Dark | ThemeName::Light => Self::painted(&SIXTEEN),
        }
    }

    fn painted(palette: &Palette) -> Self {
        let on = |ground: Color| Style::new().bg(ground);
        let bold = Modifier::BOLD;
        // Where there is no colour for it, what is selected is shown the other way round.
        let mark = |ground: Color, fallback: Modifier| match ground {
            Color::Reset => Style::new().add_modifier(fallback),
            ground => on(ground),
        };
        Self {
            ground: on(palette.ground).fg(palette.text),
            text: Style::new().fg(palette.text),
            dim: Style::new().fg(palette.dim),
            line: Style::new().fg(palette.line),
            focus: Style::new().fg(palette.accent),
            strong: Style::new().add_modifier(bold),
            accent: Style::new().fg(palette.accent),
            good: Style::new().fg(palette.good),
            warn: Style::new().fg(palette.warn),
            bad: Style::new().fg(palette.bad),
            note: Style::new().fg(palette.note),
            selected: mark(palette.selected, Modifier::REVERSED),
            resting: mark(palette.resting, Modifier::UNDERLINED),
            input: mark(palette.resting, Modifier::UNDERLINED),
            raised: on(palette.raised).fg(palette.text),
        }
    }

    fn plain() -> Self {
        let plain = Style::new();
        let with = |modifier: Modifier| Style::new().add_modifier(modifier);
        Self {
            ground: plain,
            text: plain,
            dim: plain,
            line: plain,
            focus: with(Modifier::BOLD),
            strong: with(Modifier::BOLD),
            accent: with(Modifier::BOLD),
            good: plain,
            warn: plain,
            bad: with(Modifier::BOLD),
            note: plain,
            selected: with(Modifier::REVERSED),
            resting: with(Modifier::UNDERLINED),
            input: with(Modifier::UNDERLINED),
            raised: plain,
        }
    }

    /// The style of a severity.
    pub fn severity(&self, severity: Severity) -> Style {
        match severity {
            Severity::Blocker => self.bad.add_modifier(Modifier::BOLD),
            Severity::High => self.bad,
            Severity::Medium => self.warn,
            Severity::Low => self.note,
        }
    }
}
