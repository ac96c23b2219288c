//! A journey's time as an expression over the times of its parts, and its distribution.
//!
//! Parts come before what they are parts of, so one pass forward gives every distribution and one pass back says what
//! each part has to do with the whole (see [`super::contribution`]). Parts are taken as independent of each other.

use super::curve::{Curve, Tail};
use super::fft::Complex;
use super::grid::{Grid, Masses, cumulative, differences};
use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;

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

    /// The distribution of every form on a grid.
    pub fn distributions(&self, grid: &Grid) -> Vec<Masses> {
        let mut found: Vec<Masses> = Vec::with_capacity(self.forms.len());
        // A component that is called three times is measured once.
        let mut measured: HashMap<Vec<u64>, At> = HashMap::new();
        for (at, form) in self.forms.iter().enumerate() {
            let of = |at: &At| found.get(*at).map(Vec::as_slice).unwrap_or_default();
            let masses = match form {
                Form::Measured(curve) => match measured.entry(curve.bits()) {
                    Slot::Occupied(same) => of(same.get()).to_vec(),
                    Slot::Vacant(slot) => {
                        slot.insert(at);
                        curve.masses(grid)
                    }
                },
                Form::Sequence(parts) => sequence(grid, parts, of),
                Form::Slower(a, b) => differences(cumulative(of(a)).iter().zip(cumulative(of(b))).map(|(a, b)| a * b)),
                Form::SlowestOf(part, times) => differences(cumulative(of(part)).iter().map(|below| slowest(*below, *times))),
                Form::Tried { of: one, limit, waits, .. } => Tries::of(grid, of(one), *limit, waits).masses(grid),
                Form::Hedged { of: one, after } => hedged(grid, of(one), *after),
                Form::OneOf(parts) => {
                    let mut masses = grid.nowhere();
                    for (part, share) in parts {
                        grid.add_shifted(&mut masses, of(part), 0.0, *share);
                    }
                    masses
                }
            };
            found.push(masses);
        }
        found
    }
}

/// The share of requests in which no call is given up that the request can't do without.
pub fn answered(expression: &Expression, grid: &Grid, distributions: &[Masses]) -> f64 {
    let mut found: Vec<f64> = Vec::with_capacity(expression.forms.len());
    for form in &expression.forms {
        let of = |at: &At| found.get(*at).copied().unwrap_or(1.0);
        found.push(match form {
            Form::Measured(_) | Form::Tried { is_hard: false, .. } => 1.0,
            Form::Sequence(parts) => parts.iter().map(|(part, times)| slowest(of(part), *times)).product(),
            Form::Slower(a, b) => of(a) * of(b),
            Form::SlowestOf(one, times) => slowest(of(one), *times),
            Form::Tried { of: one, limit, waits, .. } => {
                let masses = distributions.get(*one).map(Vec::as_slice).unwrap_or_default();
                of(one) * (1.0 - Tries::of(grid, masses, *limit, waits).given_up.1)
            }
            Form::Hedged { of: one, .. } => of(one),
            Form::OneOf(parts) => parts.iter().map(|(part, share)| of(part) * share).sum(),
        });
    }
    found.last().copied().unwrap_or(1.0)
}

/// How often something happens for sure, and with which probability once more.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // `as` saturates
pub fn whole_and_part(times: f64) -> (u64, f64) {
    (times.max(0.0).floor() as u64, times.max(0.0).fract())
}

/// The frequencies of something that happens so often on average.
pub fn repeated(one: &[Complex], (whole, part): (u64, f64)) -> Cow<'_, [Complex]> {
    if whole == 1 && part <= 0.0 {
        return Cow::Borrowed(one);
    }
    let once_more = |one: &Complex| Complex { re: 1.0 - part + part * one.re, im: part * one.im };
    one.iter().map(|one| one.power(whole).times(once_more(one))).collect()
}

fn sequence<'m>(grid: &Grid, parts: &[(At, f64)], of: impl Fn(&At) -> &'m [f64]) -> Masses {
    let mut product: Option<Vec<Complex>> = None;
    for (part, times) in parts {
        let one = grid.spectrum(of(part));
        let factor = repeated(&one, whole_and_part(*times));
        match &mut product {
            None => product = Some(factor.into_owned()),
            Some(product) => product.iter_mut().zip(factor.iter()).for_each(|(a, b)| *a = a.times(*b)),
        }
    }
    product.map_or_else(|| grid.at(0.0), |product| grid.masses(product))
}

/// The probability that so many are all within something, from that of one: for times, the slowest of them.
pub fn slowest(below: f64, times: f64) -> f64 {
    let (whole, part) = whole_and_part(times);
    libm::pow(below, whole as f64) * (1.0 - part + part * below)
}

/// What comes of a call that is given up after a time and tried again.
pub struct Tries {
    /// What one try answers in time.
    pub in_time: Masses,
    /// For each try, when it begins and the probability that it is made.
    pub begun: Vec<(f64, f64)>,
    /// When the last try is given up, and the probability of that.
    pub given_up: (f64, f64),
}

impl Tries {
    /// Of one try.
    pub fn of(grid: &Grid, one: &[f64], limit: f64, waits: &[f64]) -> Self {
        let in_time: Masses = one.iter().enumerate().map(|(k, mass)| mass * grid.share_below(k, limit)).collect();
        // What lies beyond the grid is late, unless the limit lies there too: then nothing tells, and it is left where it is.
        let beyond = if limit > grid.end() { (1.0 - one.iter().sum::<f64>()).max(0.0) } else { 0.0 };
        let late = (1.0 - in_time.iter().sum::<f64>() - beyond).max(0.0);
        let (mut begins, mut made, mut begun) = (0.0, 1.0, Vec::new());
        for wait in waits.iter().map(Some).chain([None]) {
            begun.push((begins, made));
            begins += limit + wait.copied().unwrap_or_default();
            made *= late;
        }
        Self { in_time, begun, given_up: (begins, made) }
    }

    fn masses(&self, grid: &Grid) -> Masses {
        let mut masses = grid.nowhere();
        for (begins, made) in &self.begun {
            grid.add_shifted(&mut masses, &self.in_time, *begins, *made);
        }
        let (end, share) = self.given_up;
        grid.add_shifted(&mut masses, &[1.0], end, share);
        masses
    }
}

fn hedged(grid: &Grid, one: &[f64], after: f64) -> Masses {
    let mut second = grid.nowhere();
    grid.add_shifted(&mut second, one, after, 1.0);
    let slower = |masses: &[f64]| cumulative(masses).into_iter().map(|below| 1.0 - below).collect::<Vec<_>>();
    differences(slower(one).iter().zip(slower(&second)).map(|(first, second)| 1.0 - first * second))
}
