//! Cryptography: what leaves the house is encrypted, what expires says so in time, and what is secret is random.

use super::edges::edges;
use crate::document::Path;
use crate::graph::{Hop, Trust};
use crate::plan::build::{Renewal, Secret, SecretKind};
use crate::plan::map::{ComponentKind, Encryption};
use crate::plan::value::{Duration, Fact};
use crate::rules::{Context, Ruling, SubjectRef, Violation};

/// CR1: data crosses a trust boundary without current TLS.
pub(in crate::rules) fn plain_over_boundary(context: &Context<'_>) -> Vec<Ruling> {
    let least = context.threshold("CR1.tls");
    edges(context, &["encrypted"]).filter_map(|(subject, hop)| Some(encryption(subject, hop, boundary(context, hop)?, least))).collect()
}

/// The boundary that a call crosses: to whom it goes, or from where it comes.
fn boundary(context: &Context<'_>, hop: &Hop<'_>) -> Option<&'static str> {
    match context.system.vertex(hop.caller).component().and_then(|component| component.kind) {
        Some(ComponentKind::Client) => return Some("comes from a user's device"),
        Some(ComponentKind::External) => return Some("comes from another company"),
        _ => {}
    }
    match context.system.trust(hop) {
        Trust::Own => None,
        Trust::OtherTeam => Some("goes to another team"),
        Trust::ThirdParty => Some("goes to another company"),
    }
}

fn encryption(subject: SubjectRef, hop: &Hop<'_>, boundary: &str, least: f64) -> Ruling {
    let path = hop.at("encrypted");
    let (how, said) = match &hop.call.encrypted {
        Fact::Unknown => return Ruling::unknown(subject, path),
        Fact::None => ("unencrypted".to_owned(), "not encrypted".to_owned()),
        Fact::Known(encryption) if version(*encryption) >= least => return Ruling::holds(subject),
        Fact::Known(encryption) => {
            let version = version(*encryption);
            (format!("with TLS {version:.1}, and not with {least:.1} or later"), format!("encrypted with TLS {version:.1}"))
        }
    };
    let message = format!("{} {boundary}, {how}", subject.id);
    let violation = Violation::new(message, path.clone()).because(path, said);
    Ruling::violated(subject, violation)
}

fn version(encryption: Encryption) -> f64 {
    match encryption {
        Encryption::Tls10 => 1.0,
        Encryption::Tls11 => 1.1,
        Encryption::Tls12 => 1.2,
        Encryption::Tls13 => 1.3,
    }
}

/// CR3: a certificate neither renews itself nor is there an alarm in time; likewise a key of which the plan says how it is renewed.
pub(in crate::rules) fn expires_unseen(context: &Context<'_>) -> Vec<Ruling> {
    let ahead = Duration::from_secs(context.threshold("CR3.ahead"));
    let expires = |secret: &Secret| match secret.kind {
        Some(SecretKind::Certificate) => true,
        Some(SecretKind::SigningKey | SecretKind::EncryptionKey) => secret.renewal.is_some() && !secret.alarm_before.is_unknown(),
        _ => false,
    };
    let secrets = context.plan.secrets().filter(|(_, secret)| expires(secret));
    secrets.map(|(id, secret)| expiry(SubjectRef::secret(id.as_str()), secret, ahead)).collect()
}

fn expiry(subject: SubjectRef, secret: &Secret, ahead: Duration) -> Ruling {
    let at = |field: &str| subject.path.clone().key(field);
    if secret.renewal == Some(Renewal::Automatic) || secret.alarm_before.known().is_some_and(|before| *before >= ahead) {
        return Ruling::holds(subject);
    }
    let (renewal, alarm) = (at("renewal"), at("alarm_before"));
    let said = match &secret.alarm_before {
        _ if secret.renewal.is_none() => return Ruling::unknown(subject, renewal),
        Fact::Unknown => return Ruling::unknown(subject, alarm),
        Fact::None => "no alarm comes before it expires".to_owned(),
        Fact::Known(before) => format!("its alarm comes {} before it expires, and not {}", before.spoken(), ahead.spoken()),
    };
    let message = format!("{} is renewed by hand, and {said}", subject.id);
    let violation = Violation::new(message, alarm.clone()).because(renewal, "renewed by hand").because(alarm, said);
    Ruling::violated(subject, violation)
}

/// CR4: a UUID serves as an unguessable token.
pub(in crate::rules) fn guessable(context: &Context<'_>) -> Vec<Ruling> {
    context.plan.secrets().filter_map(|(id, secret)| randomness(SubjectRef::secret(id.as_str()), secret)).collect()
}

fn randomness(subject: SubjectRef, secret: &Secret) -> Option<Ruling> {
    let path: Path = subject.path.clone().key("format");
    let Some(format) = &secret.format else {
        // Others make passwords, keys and certificates; a token is mostly of our own making.
        return (secret.kind == Some(SecretKind::Token)).then(|| Ruling::unknown(subject, path));
    };
    let made_of = format.to_lowercase();
    let Some(weakness) = uuid(&made_of) else { return Some(Ruling::holds(subject)) };
    let message = format!("{} is a UUID, made to be unique and not to be secret: {weakness}, and 128 are wanted", subject.id);
    let violation = Violation::new(message, path.clone()).because(path, format!("made of {format}"));
    Some(Ruling::violated(subject, violation))
}

/// How much of a UUID is random, by its version (RFC 9562).
fn uuid(format: &str) -> Option<&'static str> {
    let version = format.split("uuid").nth(1).or_else(|| format.split("guid").nth(1))?;
    Some(match version.trim_start_matches([' ', '-', '_', 'v']).chars().next() {
        Some('1' | '2' | '6') => "it tells the time and the machine, and at most 61 bits of it are random",
        Some('3' | '5') => "it is computed from a name, and no bit of it is random",
        Some('7') => "it tells the time, and at most 74 bits of it are random",
        _ => "at most 122 bits of it are random",
    })
}
