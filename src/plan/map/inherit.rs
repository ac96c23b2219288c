//! An operation takes from its call what it does not say itself.

use super::Call;
use crate::plan::value::Fact;

/// Whether a field says something.
trait Said {
    fn said(&self) -> bool;
}

impl<T> Said for Option<T> {
    fn said(&self) -> bool {
        self.is_some()
    }
}

impl<T> Said for Fact<T> {
    fn said(&self) -> bool {
        !self.is_unknown()
    }
}

impl<T> Said for Vec<T> {
    fn said(&self) -> bool {
        !self.is_empty()
    }
}

/// The struct literal makes the compiler refuse a list that misses a field.
macro_rules! inherited {
    ($($field:ident),+ $(,)?) => {
        impl Call {
            /// Its facts, with those of `call` where it says nothing.
            #[must_use]
            pub fn over(&self, call: &Self) -> Self {
                Self { $($field: if self.$field.said() { self.$field.clone() } else { call.$field.clone() }),+, operations: None }
            }

            /// Whether it says something in the field of this name itself.
            pub fn says(&self, field: &str) -> bool {
                match if field == "in" { "r#in" } else { field } {
                    $(stringify!($field) => self.$field.said(),)+
                    _ => false,
                }
            }
        }
    };
}

inherited!(
    need,
    any_of,
    mode,
    when,
    r#in,
    order,
    after,
    per_request,
    at_most,
    grows_with,
    fan_out,
    client,
    timeout,
    passes_deadline,
    retry,
    hedge,
    breaker,
    bulkhead,
    fallback,
    latency,
    availability,
    load,
    mutates,
    idempotency,
    effect,
    cap,
    carries,
    authn,
    subject,
    encrypted,
    response,
    pool,
    reads_from,
    read_your_writes,
    filter,
    shards,
    cache,
    bulk,
    throttle,
    batch,
    title,
    note,
    links,
    from,
    assumed,
);
