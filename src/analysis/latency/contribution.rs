//! What each part contributes to a quantile of the whole: the mean of its time among the requests that take exactly that long.
//!
//! For times in sequence and side by side the contributions add up to the quantile (Euler's allocation, as it is used for
//! risk; Tasche, "Capital allocation to business units and sub-portfolios: the Euler principle", 2007).
//!
//! A pass back through the expression carries weights: how much a point of a part's distribution has to do with the requests
//! in question.

use super::distribution::{Distributions, repeated};
use super::expression::{At, Expression, Form, whole_and_part};
use super::fft::Complex;
use super::grid::{Grid, cumulative};
use super::tries::Tries;
use std::borrow::Cow;

/// The mean time in milliseconds of each form's own doing, among the requests whose whole takes `time`: of what is measured
/// its time, of what is tried again or hedged the waiting for earlier tries; 0 for what is only made of others.
pub fn contributions(expression: &Expression, distributions: &Distributions, time: f64) -> Vec<f64> {
    let grid = &distributions.grid;
    let forms = expression.forms();
    let mut weights: Vec<Option<Vec<f64>>> = vec![None; forms.len()];
    let mut found = vec![0.0; forms.len()];
    if let Some(last) = weights.last_mut() {
        *last = Some(at_quantile(grid, distributions.whole(), time));
    }
    for (at, form) in forms.iter().enumerate().rev() {
        let Some(own) = weights.get_mut(at).and_then(Option::take) else { continue };
        let (waiting, parts) = back(distributions, form, &own);
        let measured = if let Form::Measured(_) = form { mean(grid, distributions.masses(at), &own) } else { waiting };
        if let Some(found) = found.get_mut(at) {
            *found = measured;
        }
        for (part, more) in parts {
            match weights.get_mut(part) {
                Some(Some(sum)) => sum.iter_mut().zip(more).for_each(|(sum, more)| *sum += more),
                Some(none) => *none = Some(more),
                None => {}
            }
        }
    }
    found
}

/// Weight on the two points around a time, so that what is weighted has the mean of 1.
fn at_quantile(grid: &Grid, masses: &[f64], time: f64) -> Vec<f64> {
    let mut weights = grid.at(time);
    let mass: f64 = weights.iter().zip(masses).map(|(weight, mass)| weight * mass).sum();
    if mass > 0.0 {
        for weight in &mut weights {
            *weight /= mass;
        }
    }
    weights
}

/// Σ time · mass · weight.
fn mean(grid: &Grid, masses: &[f64], weights: &[f64]) -> f64 {
    masses.iter().zip(weights).enumerate().map(|(k, (mass, weight))| k as f64 * grid.step * mass * weight).sum()
}

type Weights = Vec<(At, Vec<f64>)>;

/// The waiting that a form adds by itself, and the weights that it hands to its parts.
fn back(distributions: &Distributions, form: &Form, own: &[f64]) -> (f64, Weights) {
    let grid = &distributions.grid;
    let of = |part: At| distributions.masses(part);
    match form {
        Form::Measured(_) => (0.0, Vec::new()),
        Form::Sequence(parts) => (0.0, sequence(distributions, parts, own)),
        Form::Slower(a, b) => (0.0, vec![(*a, scaled(own, &middles(of(*b)))), (*b, scaled(own, &middles(of(*a))))]),
        Form::SlowestOf(part, times) => (0.0, vec![(*part, scaled(own, &slopes(of(*part), *times)))]),
        Form::OneOf(parts) => (0.0, parts.iter().map(|(part, share)| (*part, own.iter().map(|weight| weight * share).collect())).collect()),
        Form::Tried { of: one, limit, waits, .. } => {
            let tries = Tries::of(grid, of(*one), *limit, waits);
            let mut waiting = 0.0;
            let mut to_one = grid.nowhere();
            for &(begins, made) in &tries.begun {
                let ahead = grid.ahead(own, begins);
                waiting += made * begins * tries.in_time.iter().zip(&ahead).map(|(mass, weight)| mass * weight).sum::<f64>();
                for (sum, weight) in to_one.iter_mut().zip(grid.until(&ahead, *limit)) {
                    *sum += made * weight;
                }
            }
            let (end, share) = tries.given_up;
            waiting += share * end * grid.ahead(own, end).first().copied().unwrap_or_default();
            (waiting, vec![(*one, to_one)])
        }
        Form::Hedged { of: one, after } => {
            let mut second = grid.nowhere();
            grid.add_shifted(&mut second, of(*one), *after, 1.0);
            let slower = |masses: &[f64]| middles(masses).into_iter().map(|below| 1.0 - below).collect::<Vec<_>>();
            let of_second = scaled(own, &slower(of(*one)));
            let waiting = after * second.iter().zip(&of_second).map(|(mass, weight)| mass * weight).sum::<f64>();
            let mut to_one = scaled(own, &slower(&second));
            to_one.iter_mut().zip(grid.ahead(&of_second, *after)).for_each(|(sum, more)| *sum += more);
            (waiting, vec![(*one, to_one)])
        }
    }
}

fn scaled(weights: &[f64], by: &[f64]) -> Vec<f64> {
    weights.iter().zip(by).map(|(weight, by)| weight * by).collect()
}

/// The distribution function in the middle of each point.
fn middles(masses: &[f64]) -> Vec<f64> {
    cumulative(masses).iter().zip(masses).map(|(up_to, mass)| up_to - mass / 2.0).collect()
}

/// How much faster the slowest of so many gains probability than one does, at each point.
fn slopes(masses: &[f64], times: f64) -> Vec<f64> {
    let up_to = cumulative(masses);
    let slope = |(up_to, mass): (&f64, &f64)| {
        let gained = super::expression::slowest(*up_to, times) - super::expression::slowest(up_to - mass, times);
        if *mass > 0.0 { gained / mass } else { 0.0 }
    };
    up_to.iter().zip(masses).map(slope).collect()
}

/// To each part the mean weight over all that the others add: those before it are taken off the weights on the way, the products of
/// those behind it are made first.
fn sequence(distributions: &Distributions, parts: &[(At, f64)], own: &[f64]) -> Weights {
    let grid = &distributions.grid;
    let mut weights = grid.weight_spectrum(own);
    let factor = |(part, times): &(At, f64)| repeated(distributions.spectrum(*part), whole_and_part(*times));
    let factors: Vec<Cow<'_, [Complex]>> = parts.iter().map(factor).collect();
    let product = |a: &[Complex], b: &[Complex]| a.iter().zip(b).map(|(a, b)| a.times(*b)).collect::<Vec<_>>();
    let mut behind = vec![vec![Complex::real(1.0); weights.len()]];
    for factor in factors.iter().skip(1).rev() {
        behind.push(behind.last().map(|last| product(last, factor)).unwrap_or_default());
    }
    let mut handed = Vec::new();
    for ((part, times), factor) in parts.iter().zip(&factors) {
        let others = behind.pop().unwrap_or_default();
        // One of n: the other n - 1 are added to it as well; and the one more that some requests make.
        let (whole, part_of) = whole_and_part(*times);
        let cases = [(whole as f64, (whole.saturating_sub(1), part_of)), (part_of, (whole, 0.0))];
        let hand = |(count, rest): (f64, (u64, f64))| {
            let added = if rest == (0, 0.0) {
                Cow::Borrowed(&others)
            } else {
                Cow::Owned(product(&others, &repeated(distributions.spectrum(*part), rest)))
            };
            let mut mean = grid.mean_weights(&weights, &added);
            for weight in &mut mean {
                *weight *= count;
            }
            mean
        };
        handed.extend(cases.into_iter().filter(|(count, _)| *count > 0.0).map(|case| (*part, hand(case))));
        weights.iter_mut().zip(factor.iter()).for_each(|(weight, one)| *weight = weight.times(one.conjugate()));
    }
    handed
}
