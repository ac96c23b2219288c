//! Known values, a check against drawn numbers, and what contributions have to add up to.

use super::contribution::contributions;
use super::curve::Curve;
use super::distribution::Distributions;
use super::expression::{At, Expression, Form};
use super::fitted;
use super::grid::Grid;
use crate::plan::node::Quantiles;
use crate::plan::value::Duration;

fn curve(p50: f64, p99: f64) -> Curve {
    let quantiles = Quantiles { p50: Some(Duration::from_ms(p50)), p99: Some(Duration::from_ms(p99)), ..Quantiles::default() };
    Curve::of(&quantiles).unwrap()
}

/// An expression of these measured times, and a form over them.
fn over(curves: &[(f64, f64)], form: impl FnOnce(Vec<At>) -> Form) -> Expression {
    let mut expression = Expression::default();
    let parts = curves.iter().map(|(p50, p99)| expression.add(Form::Measured(curve(*p50, *p99)))).collect();
    expression.add(form(parts));
    expression
}

fn in_sequence(parts: Vec<At>) -> Form {
    Form::Sequence(parts.into_iter().map(|part| (part, 1.0)).collect())
}

fn quantile(expression: &Expression, share: f64) -> f64 {
    let distributions = fitted(expression).unwrap();
    distributions.grid.quantile(distributions.whole(), share).unwrap()
}

fn near(found: f64, expected: f64, within: f64) {
    assert!((found - expected).abs() <= within, "{found} is not {expected} ± {within}");
}

const ONE: (f64, f64) = (20.0, 100.0);

#[test]
fn one_time_is_log_normal() {
    let expression = over(&[ONE], in_sequence);
    near(quantile(&expression, 0.5), 20.0, 0.01);
    near(quantile(&expression, 0.99), 100.0, 0.05);
    near(quantile(&expression, 0.999), 169.635, 0.2);
    // μ = 2.995732 and σ = .691830 give the mean e^(μ + σ²/2).
    let grid = Grid::up_to(1000.0).unwrap();
    let step = grid.step;
    let mean: f64 = Distributions::of(&expression, grid).whole().iter().enumerate().map(|(k, mass)| k as f64 * step * mass).sum();
    near(mean, 25.4076, 0.05);
}

#[test]
fn times_in_sequence() {
    near(quantile(&over(&[ONE, ONE], in_sequence), 0.99), 148.98, 0.05);
    near(quantile(&over(&[ONE, ONE, ONE], in_sequence), 0.99), 191.31, 0.05);
    near(quantile(&over(&[ONE, (5.0, 30.0)], in_sequence), 0.99), 108.14, 0.05);
    near(quantile(&over(&[ONE], |parts| Form::Sequence(vec![(parts[0], 3.0)])), 0.99), 191.31, 0.05);
}

#[test]
fn times_side_by_side() {
    let slowest_of = |times: f64| over(&[ONE], |parts| Form::SlowestOf(parts[0], times));
    for (times, p99) in [(2.0, 118.77), (10.0, 169.48), (100.0, 261.86)] {
        near(quantile(&slowest_of(times), 0.99), p99, 0.25);
    }
    near(quantile(&over(&[ONE, ONE], |parts| Form::Slower(parts[0], parts[1])), 0.99), 118.77, 0.05);
    let distributions = fitted(&slowest_of(100.0)).unwrap();
    near(1.0 - distributions.grid.within(distributions.whole(), 100.0), 0.63397, 0.001);
}

#[test]
fn a_hedge_at_the_p95() {
    let hedged = over(&[ONE], |parts| Form::Hedged { of: parts[0], after: 62.41 });
    near(quantile(&hedged, 0.99), 82.58, 0.05);
    near(quantile(&hedged, 0.999), 106.38, 0.1);
}

/// Drawn: 200 000 requests of a call that is tried three times, a call that every second request makes twice, and two calls side by side.
#[test]
fn drawn_numbers_agree() {
    let mut expression = Expression::default();
    let one = expression.add(Form::Measured(curve(20.0, 100.0)));
    let other = expression.add(Form::Measured(curve(10.0, 80.0)));
    let tried = expression.add(Form::Tried { of: one, limit: 60.0, waits: vec![10.0, 20.0], is_hard: true });
    let slower = expression.add(Form::Slower(one, other));
    expression.add(Form::Sequence(vec![(tried, 1.0), (other, 1.5), (slower, 1.0)]));

    let mut seed = 42_u64;
    let mut uniform = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((seed >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    };
    let mut draw = |(p50, p99): (f64, f64)| {
        let normal = libm::sqrt(-2.0 * libm::log(uniform())) * libm::cos(std::f64::consts::TAU * uniform());
        p50 * libm::exp(normal * libm::log(p99 / p50) / 2.326_347_874_040_840_8)
    };
    let mut sums: Vec<f64> = (0..200_000)
        .map(|request| {
            let mut time = 0.0;
            for wait in [10.0, 20.0, 0.0] {
                let one = draw((20.0, 100.0));
                time += one.min(60.0);
                if one <= 60.0 {
                    break;
                }
                time += wait;
            }
            let twice = request % 2;
            (0..=twice).for_each(|_| time += draw((10.0, 80.0)));
            time + draw((20.0, 100.0)).max(draw((10.0, 80.0)))
        })
        .collect();
    sums.sort_by(f64::total_cmp);
    for thousandths in [500, 900, 990] {
        let drawn = sums[sums.len() * thousandths / 1000];
        near(quantile(&expression, thousandths as f64 / 1000.0), drawn, drawn * 0.01);
    }
}

/// One of a hundred takes longer than 100 ms: of two tries one of ten thousand, and twice that where the call is made twice.
#[test]
fn what_is_given_up_is_not_answered() {
    for (times, is_hard, answered) in [(1.0, true, 0.9999), (2.0, true, 0.999_800_01), (1.0, false, 1.0)] {
        let mut expression = Expression::default();
        let one = expression.add(Form::Measured(curve(20.0, 100.0)));
        let tried = expression.add(Form::Tried { of: one, limit: 100.0, waits: vec![0.0], is_hard });
        expression.add(Form::Sequence(vec![(tried, times)]));
        near(fitted(&expression).unwrap().answered(&expression), answered, 2e-6);
    }
}

#[test]
fn contributions_add_up_to_the_quantile() {
    let mut expression = Expression::default();
    let small = expression.add(Form::Measured(curve(1.0, 3.0)));
    let large = expression.add(Form::Measured(curve(20.0, 100.0)));
    let tried = expression.add(Form::Tried { of: large, limit: 60.0, waits: vec![10.0], is_hard: true });
    let hedged = expression.add(Form::Hedged { of: large, after: 30.0 });
    let slowest = expression.add(Form::SlowestOf(small, 4.5));
    let slower = expression.add(Form::Slower(hedged, slowest));
    expression.add(Form::Sequence(vec![(tried, 1.0), (small, 2.5), (slower, 1.0)]));
    let distributions = fitted(&expression).unwrap();
    for share in [0.5, 0.99, 0.999] {
        let time = distributions.grid.quantile(distributions.whole(), share).unwrap();
        let sum: f64 = contributions(&expression, &distributions, time).iter().sum();
        near(sum, time, time * 0.005);
    }
}

#[test]
fn of_two_in_sequence_the_larger_contributes_more() {
    let expression = over(&[ONE, (5.0, 30.0)], in_sequence);
    let parts = contributions(&expression, &fitted(&expression).unwrap(), 108.14);
    assert!(parts[0] > 6.0 * parts[1] && parts[1] > 5.0, "{parts:?}");
}

#[test]
fn what_is_surely_within_is_within() {
    let table =
        [over(&[ONE], in_sequence), over(&[ONE, ONE, (5.0, 30.0)], in_sequence), over(&[ONE], |parts| Form::SlowestOf(parts[0], 20.0))];
    for expression in table {
        for share in [0.5, 0.99, 0.999] {
            assert!(expression.exceeded_by(1.0 - share) >= quantile(&expression, share) * 0.999, "{expression:?} at {share}");
        }
    }
}

#[test]
fn a_time_that_never_varies() {
    let expression = over(&[(7.0, 7.0), (5.0, 5.0)], in_sequence);
    near(quantile(&expression, 0.5), 12.0, 0.05);
    near(quantile(&expression, 0.99), 12.0, 0.05);
}

#[test]
fn measured_quantiles_are_met_and_a_histogram_is_used_as_it_is() {
    let grid = Grid::up_to(1000.0).unwrap();
    let ms = |ms| Some(Duration::from_ms(ms));
    let three = Curve::of(&Quantiles { p50: ms(20.0), p99: ms(100.0), p999: ms(400.0), ..Quantiles::default() }).unwrap();
    near(grid.quantile(&three.masses(&grid), 0.99).unwrap(), 100.0, 1.0);
    near(grid.quantile(&three.masses(&grid), 0.999).unwrap(), 400.0, 2.0);
    let histogram = Curve::Histogram(vec![(10.0, 0.5), (100.0, 0.99), (500.0, 1.0)]);
    near(grid.quantile(&histogram.masses(&grid), 0.5).unwrap(), 10.0, 1.0);
    near(grid.quantile(&histogram.masses(&grid), 0.995).unwrap(), 300.0, 2.0);
}
