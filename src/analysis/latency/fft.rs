//! The Fourier transform of a power of two of numbers, by halves.
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
    /// For each level, from the whole length down to pairs, the roots of its first half.
    levels: Vec<Vec<Complex>>,
    scale: f64,
}

impl Fourier {
    /// For a length that is a power of two.
    pub fn new(length: usize) -> Self {
        let mut levels = Vec::new();
        let mut size = length;
        while size > 1 {
            let root = |k: usize| {
                let angle = -TAU * k as f64 / size as f64;
                Complex { re: libm::cos(angle), im: libm::sin(angle) }
            };
            levels.push((0..size / 2).map(root).collect());
            size /= 2;
        }
        Self { levels, scale: 1.0 / length as f64 }
    }

    /// Into frequencies, in the order of reversed bits: products need no other.
    pub fn forward(&self, values: &mut [Complex]) {
        for roots in &self.levels {
            for block in values.chunks_exact_mut(2 * roots.len()) {
                let (low, high) = block.split_at_mut(roots.len());
                for ((a, b), root) in low.iter_mut().zip(high).zip(roots) {
                    let difference = a.minus(*b);
                    *a = a.plus(*b);
                    *b = difference.times(*root);
                }
            }
        }
    }

    /// Back from frequencies.
    pub fn backward(&self, values: &mut [Complex]) {
        for roots in self.levels.iter().rev() {
            for block in values.chunks_exact_mut(2 * roots.len()) {
                let (low, high) = block.split_at_mut(roots.len());
                for ((a, b), root) in low.iter_mut().zip(high).zip(roots) {
                    let turned = b.times(root.conjugate());
                    *b = a.minus(turned);
                    *a = a.plus(turned);
                }
            }
        }
        for value in values {
            value.re *= self.scale;
            value.im *= self.scale;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_product_of_frequencies_is_a_convolution() {
        let fourier = Fourier::new(8);
        let spectrum = |values: [f64; 8]| {
            let mut values = values.map(Complex::real);
            fourier.forward(&mut values);
            values
        };
        let a = spectrum([1.0, 2.0, 3.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
        let b = spectrum([4.0, 5.0, 6.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
        let mut product = a;
        product.iter_mut().zip(b).for_each(|(a, b)| *a = a.times(b));
        fourier.backward(&mut product);
        for (found, expected) in product.iter().zip([4.0, 13.0, 28.0, 27.0, 18.0, 0.0, 0.0, 0.0]) {
            assert!((found.re - expected).abs() < 1e-12 && found.im.abs() < 1e-12, "{product:?}");
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
