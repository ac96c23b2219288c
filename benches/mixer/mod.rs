//! Numbers that look random and never change (xorshift, Marsaglia 2003).

/// A sequence of numbers, always the same from the same start, which is not 0.
pub struct Mixer(pub u32);

impl Mixer {
    /// The next number, below `below`.
    pub fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0 as usize % below.max(1)
    }
}
