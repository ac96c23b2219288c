//! The Fourier transform of a power of two of real numbers.
//!
//! Two neighbours make one complex number. Half as many of those are transformed, by halves, and the frequencies are taken apart
//! afterwards (Sorensen, Jones, Heideman and Burrus, "Real-valued fast Fourier transform algorithms", 1987).
//!
//! Of our own and small: libraries choose their instructions by the processor, so their last bits differ between machines.

use std::f64::consts::TAU;

/// A complex number.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Complex {
    /// The real part.
    pub re: f64,
    /// The imaginary part.
    pub im: f64,
}

impl Complex {
    /// A real number.
    pub fn real(re: f64) -> Self {
        Self { re, im: 0.0 }
    }

    /// The sum.
    pub fn plus(self, other: Self) -> Self {
        Self { re: self.re + other.re, im: self.im + other.im }
    }

    /// The difference.
    pub fn minus(self, other: Self) -> Self {
        Self { re: self.re - other.re, im: self.im - other.im }
    }

    /// The product.
    pub fn times(self, other: Self) -> Self {
        Self { re: self.re * other.re - self.im * other.im, im: self.re * other.im + self.im * other.re }
    }

    /// Mirrored at the real axis.
    pub fn conjugate(self) -> Self {
        Self { re: self.re, im: -self.im }
    }

    /// Multiplied with itself so often.
    pub fn power(self, times: u64) -> Self {
        let (mut result, mut square, mut left) = (Self::real(1.0), self, times);
        while left > 0 {
            if left & 1 == 1 {
                result = result.times(square);
            }
            square = square.times(square);
            left >>= 1;
        }
        result
    }
}

/// The roots of unity for transforms of one length.
#[derive(Debug)]
pub struct Fourier {
    /// For each level of the complex transform, from its whole length down to pairs, the roots of its first half.
    levels: Vec<Vec<Complex>>,
    /// What takes frequencies apart that two neighbours share: of the second and third, of the next four, and so on.
    apart: Vec<Vec<Complex>>,
    scale: f64,
}

impl Fourier {
    /// For a length that is a power of two, 4 or more.
    pub fn new(length: usize) -> Self {
        let root = |k: usize, of: usize| {
            let angle = -TAU * k as f64 / of as f64;
            Complex { re: libm::cos(angle), im: libm::sin(angle) }
        };
        let half = length / 2;
        let sizes = || std::iter::successors(Some(half), |size| Some(size / 2)).take_while(|size| *size > 1);
        let levels = sizes().map(|size| (0..size / 2).map(|k| root(k, size)).collect()).collect();
        let frequency = |place: usize| place.reverse_bits() >> (usize::BITS - half.ilog2());
        let turn = |place: usize| root(frequency(place), length).times(Complex { re: 0.0, im: -0.5 });
        let blocks = sizes().map(|size| half / size * 2).take_while(|begin| *begin < half);
        let apart = blocks.map(|begin| (begin..begin + begin / 2).map(turn).collect()).collect();
        Self { levels, apart, scale: 1.0 / half as f64 }
    }

    /// The frequencies of real numbers, each times another: the lower half in the order of reversed bits, since products need no
    /// other, and then the highest. The others mirror them.
    pub fn forward(&self, values: &[f64], by: &[f64]) -> Vec<Complex> {
        let pairs = values.as_chunks().0.iter().zip(by.as_chunks().0);
        let mut found = Vec::with_capacity(values.len() / 2 + 1);
        found.extend(pairs.map(|([a, b], [by_a, by_b])| Complex { re: a * by_a, im: b * by_b }));
        for roots in &self.levels {
            for block in found.chunks_exact_mut(2 * roots.len()) {
                let (low, high) = block.split_at_mut(roots.len());
                for ((a, b), root) in low.iter_mut().zip(high).zip(roots) {
                    let difference = a.minus(*b);
                    *a = a.plus(*b);
                    *b = difference.times(*root);
                }
            }
        }
        self.cross(&mut found, |turn| turn);
        if let Some(lowest) = found.first_mut() {
            let highest = lowest.re - lowest.im;
            *lowest = Complex::real(lowest.re + lowest.im);
            found.push(Complex::real(highest));
        }
        found
    }

    /// Back from frequencies, each number times another.
    pub fn backward(&self, mut frequencies: Vec<Complex>, by: &[f64]) -> Vec<f64> {
        let highest = frequencies.pop().unwrap_or_default().re;
        if let Some(lowest) = frequencies.first_mut() {
            *lowest = Complex { re: f64::midpoint(lowest.re, highest), im: (lowest.re - highest) / 2.0 };
        }
        self.cross(&mut frequencies, Complex::conjugate);
        for roots in self.levels.iter().rev() {
            for block in frequencies.chunks_exact_mut(2 * roots.len()) {
                let (low, high) = block.split_at_mut(roots.len());
                for ((a, b), root) in low.iter_mut().zip(high).zip(roots) {
                    let turned = b.times(root.conjugate());
                    *b = a.minus(turned);
                    *a = a.plus(turned);
                }
            }
        }
        let mut found = vec![0.0; by.len()];
        for (([a, b], [by_a, by_b]), value) in found.as_chunks_mut().0.iter_mut().zip(by.as_chunks().0).zip(&frequencies) {
            *a = value.re * self.scale * by_a;
            *b = value.im * self.scale * by_b;
        }
        found
    }

    /// Takes each frequency and its mirror apart, or puts them together. In the order of reversed bits the mirrors of 2, 3 are 3, 2,
    /// of 4 to 7 they are 7 to 4, and so on.
    fn cross(&self, values: &mut [Complex], turned: impl Fn(Complex) -> Complex) {
        if let Some(middle) = values.get_mut(1) {
            *middle = middle.conjugate();
        }
        let mut rest = values.get_mut(2..).unwrap_or_default();
        for turns in &self.apart {
            let (low, behind) = rest.split_at_mut(turns.len());
            let (high, behind) = behind.split_at_mut(turns.len());
            for ((a, b), turn) in low.iter_mut().zip(high.iter_mut().rev()).zip(turns) {
                let mirror = b.conjugate();
                let (sum, difference) = (a.plus(mirror), a.minus(mirror).times(turned(*turn)));
                let half = Complex { re: 0.5 * sum.re, im: 0.5 * sum.im };
                *a = half.plus(difference);
                *b = half.minus(difference).conjugate();
            }
            rest = behind;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frequencies_are_those_of_the_definition() {
        let values = [4.0, 1.0, -2.0, 7.0, 0.5, 3.0, -1.0, 2.0];
        let found = Fourier::new(8).forward(&values, &[1.0; 8]);
        for (place, k) in [0, 2, 1, 3, 4].into_iter().enumerate() {
            let term = |(n, value): (usize, &f64)| {
                let angle = -TAU * (k * n) as f64 / 8.0;
                Complex { re: value * libm::cos(angle), im: value * libm::sin(angle) }
            };
            let expected = values.iter().enumerate().map(term).fold(Complex::default(), Complex::plus);
            let error = found[place].minus(expected);
            assert!(error.re.abs() < 1e-12 && error.im.abs() < 1e-12, "{k}: {:?} is not {expected:?}", found[place]);
        }
    }

    #[test]
    fn a_product_of_frequencies_is_a_convolution() {
        for length in [8, 16, 64, 1024] {
            let fourier = Fourier::new(length);
            let (ones, twos) = (vec![1.0; length], vec![2.0; length]);
            let spectrum = |first: [f64; 3]| {
                let values: Vec<f64> = first.into_iter().chain([0.0].repeat(length - 3)).collect();
                fourier.forward(&values, &ones)
            };
            let product = spectrum([1.0, 2.0, 3.0]).iter().zip(spectrum([4.0, 5.0, 6.0])).map(|(a, b)| a.times(b)).collect();
            let found = fourier.backward(product, &twos);
            let expected = [8.0, 26.0, 56.0, 54.0, 36.0].into_iter().chain([0.0].repeat(length - 5));
            assert!(found.iter().zip(expected).all(|(found, expected)| (found - expected).abs() < 1e-12), "{found:?}");
        }
    }

    #[test]
    fn powers() {
        let unit = Complex { re: 0.0, im: 1.0 };
        assert_eq!(unit.power(0), Complex::real(1.0));
        assert_eq!(unit.power(2), Complex::real(-1.0));
        assert_eq!(unit.power(7), Complex { re: 0.0, im: -1.0 });
    }
}
