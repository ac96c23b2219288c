//! A journey's time as an expression over the times of its parts.
//!
//! Parts come before what they are parts of, so one pass forward gives every distribution (see [`super::distribution`]) and one
//! pass back says what each part has to do with the whole (see [`super::contribution`]). Parts are taken as independent of each
//! other.

use super::curve::{Curve, Tail};

/// A place in an expression.
pub type At = usize;

/// A time made of others.
#[derive(Debug, Clone, PartialEq)]
pub enum Form {
    /// Measured by itself.
    Measured(Curve),
    /// One after the other, each so often on average: 2.5 is twice, and a third time in every second request.
    Sequence(Vec<(At, f64)>),
    /// Side by side: the slower of two.
    Slower(At, At),
    /// So many of one, side by side: the slowest of them.
    SlowestOf(At, f64),
    /// Given up after a time and tried again: the first answer in time, or the end of the last try.
    Tried {
        /// One try.
        of: At,
        /// How long a try may take, in milliseconds.
        limit: f64,
        /// The wait before each further try, in milliseconds; one fewer than there are tries.
        waits: Vec<f64>,
        /// Whether the request fails with it.
        is_hard: bool,
    },
    /// Sent again while the first is under way: whichever is there first.
    Hedged {
        /// One request.
        of: At,
        /// When the second is sent, in milliseconds after the first.
        after: f64,
    },
    /// One of several, each for its share of requests.
    OneOf(Vec<(At, f64)>),
}

/// A time as an expression; the last form is the whole.
#[derive(Debug, Default)]
pub struct Expression {
    forms: Vec<Form>,
}

impl Expression {
    /// Adds a form whose parts are there already.
    pub fn add(&mut self, form: Form) -> At {
        self.forms.push(form);
        self.forms.len() - 1
    }

    /// The forms, parts before wholes.
    pub fn forms(&self) -> &[Form] {
        &self.forms
    }

    /// A time in milliseconds that no more than this share of the whole exceeds, without its distribution: each of the n
    /// measured times is taken so slow that only share/n of it is slower (Boole's inequality).
    pub fn exceeded_by(&self, share: f64) -> f64 {
        let each = Tail::of(share / self.draws().max(1.0));
        let mut bounds: Vec<f64> = Vec::with_capacity(self.forms.len());
        for form in &self.forms {
            let of = |at: &At| bounds.get(*at).copied().unwrap_or_default();
            bounds.push(match form {
                Form::Measured(curve) => curve.exceeded_by(each),
                Form::Sequence(parts) => parts.iter().map(|(part, times)| of(part) * times.ceil()).sum(),
                Form::Slower(a, b) => of(a).max(of(b)),
                Form::Tried { of: one, limit, waits, .. } if of(one) > *limit => {
                    (waits.len() + 1) as f64 * limit + waits.iter().sum::<f64>()
                }
                Form::SlowestOf(one, _) | Form::Hedged { of: one, .. } | Form::Tried { of: one, .. } => of(one),
                Form::OneOf(parts) => parts.iter().map(|(part, _)| of(part)).fold(0.0, f64::max),
            });
        }
        bounds.last().copied().unwrap_or_default()
    }

    /// How many measured times one request meets at most.
    fn draws(&self) -> f64 {
        let mut draws: Vec<f64> = Vec::with_capacity(self.forms.len());
        for form in &self.forms {
            let of = |at: &At| draws.get(*at).copied().unwrap_or_default();
            draws.push(match form {
                Form::Measured(_) => 1.0,
                Form::Sequence(parts) => parts.iter().map(|(part, times)| of(part) * times.ceil()).sum(),
                Form::Slower(a, b) => of(a) + of(b),
                Form::SlowestOf(one, times) => of(one) * times.ceil(),
                Form::Tried { of: one, .. } | Form::Hedged { of: one, .. } => of(one),
                Form::OneOf(parts) => parts.iter().map(|(part, _)| of(part)).fold(0.0, f64::max),
            });
        }
        draws.last().copied().unwrap_or_default()
    }
}

/// How often something happens for sure, and with which probability once more.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // `as` saturates
pub fn whole_and_part(times: f64) -> (u64, f64) {
    (times.max(0.0).floor() as u64, times.max(0.0).fract())
}

/// The probability that so many are all within something, from that of one: for times, the slowest of them.
pub fn slowest(below: f64, times: f64) -> f64 {
    let (whole, part) = whole_and_part(times);
    libm::pow(below, whole as f64) * (1.0 - part + part * below)
}
