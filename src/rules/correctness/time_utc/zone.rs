//! Local times without their zone.

use crate::plan::data::{LocalTimes, Store};
use crate::plan::map::Schedule;
use crate::plan::value::Fact;
use crate::rules::{Context, Ruling, SubjectRef, Violation};

/// TU3: something happens at a local time, and nobody says where.
pub(in crate::rules) fn no_zone(context: &Context<'_>) -> Vec<Ruling> {
    let schedules = context.plan.components().filter_map(|(id, component)| schedule(id.as_str(), component.schedule.as_ref()?));
    schedules.chain(context.plan.stores().filter_map(|(id, store)| local_times(id.as_str(), store))).collect()
}

fn schedule(id: &str, schedule: &Schedule) -> Option<Ruling> {
    let hours = schedule.cron.as_deref().and_then(Hours::of)?;
    let subject = SubjectRef::component(id);
    let path = subject.path.clone().key("schedule");
    let Some(zone) = schedule.zone.as_deref() else { return Some(Ruling::unknown(subject, path.key("zone"))) };
    if is_utc(zone) {
        return Some(Ruling::holds(subject));
    }
    if is_offset(zone) {
        let message =
            format!("{id} runs by the clock of \"{zone}\", which is an offset and no zone: while summer time holds, it runs an hour off");
        let path = path.key("zone");
        let violation = Violation::new(message, path.clone()).because(path, format!("zone: {zone}"));
        return Some(Ruling::violated(subject, violation));
    }
    match schedule.dst {
        None if hours == Hours::AtNight => Some(Ruling::unknown(subject, path.key("dst"))),
        _ => Some(Ruling::holds(subject)),
    }
}

fn is_utc(zone: &str) -> bool {
    ["UTC", "Etc/UTC", "Etc/GMT", "GMT", "Z", "Zulu", "Etc/UCT", "UCT", "Universal"].iter().any(|utc| zone.eq_ignore_ascii_case(utc))
}

/// `+01:00`, `UTC+1`, `GMT-5`, `Etc/GMT-1`.
fn is_offset(zone: &str) -> bool {
    let rest = ["Etc/", "UTC", "GMT"].iter().fold(zone, |zone, start| zone.strip_prefix(start).unwrap_or(zone));
    rest.strip_prefix(['+', '-', '−']).is_some_and(|digits| digits.starts_with(|digit: char| digit.is_ascii_digit()))
}

/// When a cron expression runs, as far as zones matter to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hours {
    /// At hours in which clocks are never changed.
    ByDay,
    /// Perhaps within the hour that is missing or comes twice: clocks are changed between midnight and four.
    AtNight,
}

impl Hours {
    /// `None` where it runs at every hour of every day, or every few, so that the zone does not matter.
    fn of(cron: &str) -> Option<Self> {
        let cron = match cron.trim() {
            "@hourly" => return None,
            "@daily" | "@midnight" | "@weekly" | "@monthly" | "@yearly" | "@annually" => return Some(Self::AtNight),
            other => other,
        };
        let mut fields: Vec<&str> = cron.split_whitespace().collect();
        // Six fields begin with the second.
        if fields.len() == 6 {
            fields.remove(0);
        }
        let [_, hours, days @ ..] = fields.as_slice() else { return Some(Self::AtNight) };
        let any = |field: &str| field.starts_with(['*', '?']);
        if any(hours) {
            return if days.iter().all(|field| any(field)) { None } else { Some(Self::AtNight) };
        }
        let by_day = |part: &str| {
            let start = part.split(['-', '/']).next().unwrap_or_default();
            start.parse::<u32>().is_ok_and(|hour| hour >= 4)
        };
        Some(if hours.split(',').all(by_day) { Self::ByDay } else { Self::AtNight })
    }
}

fn local_times(id: &str, store: &Store) -> Option<Ruling> {
    let subject = SubjectRef::store(id);
    let path = subject.path.clone().key("local_times");
    match &store.local_times {
        // Whether a store keeps such times at all only its owner knows, and few do.
        Fact::Unknown | Fact::None => None,
        Fact::Known(LocalTimes::WithZone) => Some(Ruling::holds(subject)),
        Fact::Known(LocalTimes::UtcOnly) => {
            let message =
                format!("{id} keeps future local times as UTC alone: when a zone's rules change, what was at nine is at eight or ten");
            let violation = Violation::new(message, path.clone()).because(path, "future local times, as UTC only");
            Some(Ruling::violated(subject, violation))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schedule_by_the_hour_needs_no_zone() {
        let table = [
            ("*/5 * * * *", None),
            ("0 */2 * * *", None),
            ("@hourly", None),
            ("0 9 * * 1-5", Some(Hours::ByDay)),
            ("30 4,16 * * *", Some(Hours::ByDay)),
            ("0 2 * * *", Some(Hours::AtNight)),
            ("0 0 2 * * *", Some(Hours::AtNight)),
            ("0 * 1 * *", Some(Hours::AtNight)),
            ("@daily", Some(Hours::AtNight)),
            ("nightly", Some(Hours::AtNight)),
        ];
        for (cron, expected) in table {
            assert_eq!(Hours::of(cron), expected, "{cron}");
        }
    }

    #[test]
    fn an_offset_is_no_zone() {
        for zone in ["+01:00", "UTC+1", "GMT-5", "Etc/GMT-1"] {
            assert!(is_offset(zone) && !is_utc(zone), "{zone}");
        }
        for zone in ["Europe/Berlin", "America/Port-au-Prince", "CET", "UTC", "Etc/UTC"] {
            assert!(!is_offset(zone), "{zone}");
        }
    }
}
