//! Secrets: kept where few can read them, replaced before they are old, and each for one alone.

use crate::analysis::structure::process_of;
use crate::document::Path;
use crate::plan::build::{Secret, SecretKind, SecretSource};
use crate::plan::reference::ComponentRef;
use crate::rules::demands::{Demands, joined};
use crate::rules::{Context, Ruling, SubjectRef, Violation};

/// The secrets, each with its id and its place.
fn secrets<'c>(context: &'c Context<'_>) -> impl Iterator<Item = (SubjectRef, Path, &'c Secret)> {
    context.plan.secrets().map(|(id, secret)| {
        let subject = SubjectRef::secret(id.as_str());
        let path = subject.path.clone();
        (subject, path, secret)
    })
}

/// SE1: a secret is kept where everybody who builds or pulls can read it.
pub(in crate::rules) fn kept_in_the_open(context: &Context<'_>) -> Vec<Ruling> {
    let judged = secrets(context).map(|(subject, path, secret)| {
        let place = match secret.source {
            Some(SecretSource::Code) => "in the code",
            Some(SecretSource::Image) => "in the image",
            Some(SecretSource::EnvFile) => "in a file beside the code",
            Some(SecretSource::Manager | SecretSource::Kms) | None => "",
        };
        let met = secret.source.map(|_| place.is_empty());
        let id = subject.id.clone();
        let demands = Demands::default().want(met, path.key("source"), format!("kept {place}"));
        demands.ruling(subject, |_| format!("{id} is kept {place}: whoever can read that has it, and every copy of it keeps it"))
    });
    judged.collect()
}

/// SE2: a secret is never replaced, or can't be without downtime. How a certificate is renewed is another question.
pub(in crate::rules) fn not_rotated(context: &Context<'_>) -> Vec<Ruling> {
    let rotated = secrets(context).filter(|(_, _, secret)| secret.kind != Some(SecretKind::Certificate));
    let judged = rotated.map(|(subject, path, secret)| {
        let id = subject.id.clone();
        Demands::default()
            .want_some(&secret.rotation, path.clone().key("rotation"), "is never replaced")
            .want(secret.overlap, path.key("overlap"), "stops being valid in the moment in which it is replaced")
            .ruling(subject, |lacks| format!("{id} {lacks}"))
    });
    judged.collect()
}

/// SE3: several components use one credential. A key that signs or encrypts is there to be used by both ends.
pub(in crate::rules) fn shared(context: &Context<'_>) -> Vec<Ruling> {
    let credentials =
        secrets(context).filter(|(_, _, secret)| !matches!(secret.kind, Some(SecretKind::SigningKey | SecretKind::EncryptionKey)));
    credentials.map(|(subject, path, secret)| users(context, subject, path, secret)).collect()
}

fn users(context: &Context<'_>, subject: SubjectRef, path: Path, secret: &Secret) -> Ruling {
    let Some(used_by) = &secret.used_by else { return Ruling::unknown(subject, path.key("used_by")) };
    let mut processes: Vec<&str> = used_by.iter().map(|user| process_of(context.plan, user.as_str())).collect();
    processes.sort_unstable();
    processes.dedup();
    if processes.len() < 2 {
        return Ruling::holds(subject);
    }
    if secret.kind.is_none() {
        return Ruling::unknown(subject, path.key("kind"));
    }
    let users: Vec<&str> = used_by.iter().map(ComponentRef::as_str).collect();
    let users = joined(&users);
    let message = format!("{users} share {}: nobody can tell them apart by it, and revoking it stops them all", subject.id);
    let path = path.key("used_by");
    let violation = Violation::new(message, path.clone()).because(path, format!("used by {users}"));
    Ruling::violated(subject, violation)
}
