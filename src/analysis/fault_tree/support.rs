//! Which inputs each gate of a module depends on.

use super::modules::{Argument, Module};

/// A bit for each gate and input of a module, unless these are too many.
pub(super) struct Support {
    words: usize,
    bits: Vec<u64>,
}

/// In words of eight bytes.
const MOST: usize = 1 << 22;

impl Support {
    pub fn of(module: &Module) -> Self {
        let words = module.inputs.len().div_ceil(64);
        if words * module.gates.len() > MOST {
            return Self { words, bits: Vec::new() };
        }
        let mut bits = vec![0; words * module.gates.len()];
        for (at, gate) in module.gates.iter().enumerate() {
            let (below, rest) = bits.split_at_mut(at * words);
            for argument in &gate.arguments {
                match argument {
                    Argument::Input(input) => rest[*input as usize / 64] |= 1 << (input % 64),
                    Argument::Gate(gate) => {
                        let inner = &below[*gate as usize * words..];
                        rest.iter_mut().zip(inner).take(words).for_each(|(word, inner)| *word |= inner);
                    }
                }
            }
        }
        Self { words, bits }
    }

    /// Whether the gate is known to depend on none of the inputs.
    pub fn is_apart(&self, gate: u32, inputs: &[u32]) -> bool {
        let row = gate as usize * self.words;
        let depends = |input: &u32| self.bits[row + *input as usize / 64] >> (input % 64) & 1 == 1;
        !self.bits.is_empty() && !inputs.iter().any(depends)
    }
}
