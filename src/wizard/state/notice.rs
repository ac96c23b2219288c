//! A word about what just happened.

/// What is said in the last line until the next key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// How it is shown.
    pub weight: Weight,
    /// The words.
    pub text: String,
}

/// How much a notice matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// It went as it should.
    Done,
    /// Good to know.
    Info,
    /// It did not go as it should.
    Wrong,
}
