//! The distribution of every part of an expression, parts before wholes.

use super::expression::{At, Expression, Form, slowest, whole_and_part};
use super::fft::Complex;
use super::grid::{Grid, Masses, cumulative, differences};
use super::tries::{Tries, late};
use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashMap;
use std::rc::Rc;

/// The distributions of all forms of an expression.
pub struct Distributions {
    /// The grid that they are on.
    pub grid: Grid,
    forms: Vec<Rc<Distribution>>,
}

struct Distribution {
    masses: Masses,
    /// Its frequencies, once something asks for them.
    spectrum: OnceCell<Vec<Complex>>,
}

impl Distributions {
    /// Of an expression, on a grid.
    pub fn of(expression: &Expression, grid: Grid) -> Self {
        let forms = Vec::with_capacity(expression.forms().len());
        let mut found = Self { grid, forms };
        // A component that is called three times is measured once.
        let mut measured: HashMap<Vec<u64>, Rc<Distribution>> = HashMap::new();
        for form in expression.forms() {
            let distribution = match form {
                Form::Measured(curve) => {
                    let known = measured.entry(curve.bits());
                    known.or_insert_with(|| Distribution::new(curve.masses(&found.grid))).clone()
                }
                _ => Distribution::new(found.composed(form)),
            };
            found.forms.push(distribution);
        }
        found
    }

    /// The probability around each point of the grid.
    pub fn masses(&self, at: At) -> &[f64] {
        self.forms.get(at).map(|form| form.masses.as_slice()).unwrap_or_default()
    }

    /// The same as frequencies.
    pub fn spectrum(&self, at: At) -> &[Complex] {
        self.forms.get(at).map(|form| form.spectrum(&self.grid)).unwrap_or_default()
    }

    /// The probability around each point, of the whole.
    pub fn whole(&self) -> &[f64] {
        self.masses(self.forms.len().saturating_sub(1))
    }

    /// The share of requests in which no call is given up that the request can't do without.
    pub fn answered(&self, expression: &Expression) -> f64 {
        let mut found: Vec<f64> = Vec::with_capacity(self.forms.len());
        for form in expression.forms() {
            let of = |at: &At| found.get(*at).copied().unwrap_or(1.0);
            found.push(match form {
                Form::Measured(_) | Form::Tried { is_hard: false, .. } => 1.0,
                Form::Sequence(parts) => parts.iter().map(|(part, times)| slowest(of(part), *times)).product(),
                Form::Slower(a, b) => of(a) * of(b),
                Form::SlowestOf(one, times) => slowest(of(one), *times),
                Form::Tried { of: one, limit, waits, .. } => {
                    of(one) * (1.0 - libm::pow(late(&self.grid, self.masses(*one), *limit), (waits.len() + 1) as f64))
                }
                Form::Hedged { of: one, .. } => of(one),
                Form::OneOf(parts) => parts.iter().map(|(part, share)| of(part) * share).sum(),
            });
        }
        found.last().copied().unwrap_or(1.0)
    }

    /// Of a form that is made of others.
    fn composed(&self, form: &Form) -> Masses {
        let grid = &self.grid;
        match form {
            Form::Measured(curve) => curve.masses(grid),
            Form::Sequence(parts) => self.sequence(parts),
            Form::Slower(a, b) => {
                let both = cumulative(self.masses(*a)).into_iter().zip(cumulative(self.masses(*b)));
                differences(both.map(|(a, b)| a * b))
            }
            Form::SlowestOf(part, times) => differences(cumulative(self.masses(*part)).iter().map(|below| slowest(*below, *times))),
            Form::Tried { of: one, limit, waits, .. } => Tries::of(grid, self.masses(*one), *limit, waits).masses(grid),
            Form::Hedged { of: one, after } => hedged(grid, self.masses(*one), *after),
            Form::OneOf(parts) => {
                let mut masses = grid.nowhere();
                for (part, share) in parts {
                    grid.add_shifted(&mut masses, self.masses(*part), 0.0, *share);
                }
                masses
            }
        }
    }

    fn sequence(&self, parts: &[(At, f64)]) -> Masses {
        let mut product: Option<Vec<Complex>> = None;
        for (part, times) in parts {
            let factor = repeated(self.spectrum(*part), whole_and_part(*times));
            match &mut product {
                None => product = Some(factor.into_owned()),
                Some(product) => product.iter_mut().zip(factor.iter()).for_each(|(a, b)| *a = a.times(*b)),
            }
        }
        product.map_or_else(|| self.grid.at(0.0), |product| self.grid.masses(product))
    }
}

impl Distribution {
    fn new(masses: Masses) -> Rc<Self> {
        Rc::new(Self { masses, spectrum: OnceCell::new() })
    }

    fn spectrum(&self, grid: &Grid) -> &[Complex] {
        self.spectrum.get_or_init(|| grid.spectrum(&self.masses))
    }
}

/// The frequencies of something that happens so often on average.
pub fn repeated(one: &[Complex], (whole, part): (u64, f64)) -> Cow<'_, [Complex]> {
    if whole == 1 && part <= 0.0 {
        return Cow::Borrowed(one);
    }
    let once_more = |one: &Complex| Complex { re: 1.0 - part + part * one.re, im: part * one.im };
    one.iter().map(|one| one.power(whole).times(once_more(one))).collect()
}

fn hedged(grid: &Grid, one: &[f64], after: f64) -> Masses {
    let mut second = grid.nowhere();
    grid.add_shifted(&mut second, one, after, 1.0);
    let slower = |masses: &[f64]| cumulative(masses).into_iter().map(|below| 1.0 - below).collect::<Vec<_>>();
    differences(slower(one).iter().zip(slower(&second)).map(|(first, second)| 1.0 - first * second))
}
