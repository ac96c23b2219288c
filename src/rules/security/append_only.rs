//! Data minimisation: what is only ever appended to can still forget a person.

use super::edges::Sensitive;
use crate::plan::contracts::ChannelKind;
use crate::plan::data::{Erasure, StoreKind};
use crate::plan::value::{Duration, Fact, Limit};
use crate::rules::demands::joined;
use crate::rules::{Context, Ruling, SubjectRef, Violation};

/// DM4: sensitive data is in an append-only log without a way to erase it.
pub(in crate::rules) fn never_erased(context: &Context<'_>) -> Vec<Ruling> {
    let sensitive = Sensitive::of(context);
    if sensitive.is_empty() {
        return Vec::new();
    }
    let soon = Duration::from_secs(context.threshold("DM4.retention"));
    let stores = context.plan.stores().filter(|(_, store)| store.kind == Some(StoreKind::Log)).filter_map(|(id, store)| {
        let kept = sensitive.erasable(store.holds.known()?);
        let log = Log { subject: SubjectRef::store(id.as_str()), field: "holds", retention: store.retention, erasure: &store.erasure };
        (!kept.is_empty()).then(|| log.judged(&kept, soon))
    });
    let channels = context.plan.channels().filter_map(|(id, channel)| {
        let kept = sensitive.erasable(channel.carries.known()?);
        let subject = SubjectRef::channel(id.as_str());
        match channel.kind {
            _ if kept.is_empty() => None,
            Some(ChannelKind::Queue) => None,
            // A topic that keeps everything is a log by another name.
            Some(ChannelKind::Topic) if channel.retention != Some(Limit::Unlimited) => None,
            None => {
                let path = subject.path.clone().key("kind");
                Some(Ruling::unknown(subject, path))
            }
            Some(ChannelKind::Log | ChannelKind::Topic) => {
                let log = Log { subject, field: "carries", retention: channel.retention, erasure: &channel.erasure };
                Some(log.judged(&kept, soon))
            }
        }
    });
    stores.chain(channels).collect()
}

/// What only grows, and what it says of erasing.
struct Log<'p> {
    subject: SubjectRef,
    field: &'static str,
    retention: Option<Limit<Duration>>,
    erasure: &'p Fact<Erasure>,
}

impl Log<'_> {
    fn judged(self, kept: &[&str], soon: Duration) -> Ruling {
        let at = |field: &str| self.subject.path.clone().key(field);
        // What is gone soon by itself need not be erased.
        let ends_soon = self.retention.map(|retention| retention.at().is_some_and(|retention| *retention <= soon));
        if self.erasure.known().is_some() || ends_soon == Some(true) {
            return Ruling::holds(self.subject);
        }
        let (erasure, retention, keeps) = (at("erasure"), at("retention"), at(self.field));
        if self.erasure.is_unknown() {
            return Ruling::unknown(self.subject, erasure);
        }
        let Some(limit) = self.retention else { return Ruling::unknown(self.subject, retention) };
        let (kept, how_long) = (
            joined(kept),
            match limit {
                Limit::Unlimited => "for ever".to_owned(),
                Limit::At(limit) => format!("for {limit}"),
            },
        );
        let message = format!("{} keeps {kept} {how_long}, and nothing can be erased from it", self.subject.id);
        let violation = Violation::new(message, erasure.clone())
            .because(keeps, format!("keeps {kept}"))
            .because(retention, format!("keeps it {how_long}"))
            .because(erasure, "no way to erase");
        Ruling::violated(self.subject, violation)
    }
}
