//! Step 5: safe defaults, observability and resilience: how it is shipped and seen.

mod telemetry;

pub use telemetry::{AllOr, ComponentTelemetry, Instrumentation, Keeps, LogFormat, LogOnFull, Logs, Metrics, Sink, Telemetry, Tracing};

use super::entity::{choice, entity, shape};
use super::reference::{ComponentRef, ConditionRef, Id, NodeRef, PathRef};
use super::value::{Date, Duration, Fact, Limit, Proportion, Register, Size, Stage};

shape! {
    /// How the system is shipped and seen.
    pub struct Build {
        /// Answers to what facts can't show, by condition: `TY1`, or `CR2@component:api`.
        pub practices: Option<Register<ConditionRef, Practice>>,
        /// How components are released.
        pub deploys: Option<Register<ComponentRef, Deploy>>,
        /// What changes behaviour without a deploy: configuration, flags, permissions, data, generated files.
        pub dynamic_inputs: Option<Register<Id, DynamicInput>>,
        /// The settings that a component reads at start, by their names.
        pub settings: Option<Register<String, Setting>>,
        /// Passwords, keys, tokens and certificates.
        pub secrets: Option<Register<Id, Secret>>,
        /// Logs, metrics and traces.
        pub telemetry: Option<Telemetry>,
    }
}

shape! {
    /// An answer to a question that facts can't settle.
    pub struct Practice {
        /// The answer.
        #[serde(alias = "$main")]
        #[schemars(extend("x-main" = true))]
        pub answer: Option<Answer>,
        /// What shows it: a file, a link, a measurement.
        pub evidence: Option<String>,
        /// Who says so.
        pub by: Option<String>,
        /// When it was said.
        pub date: Option<Date>,
    }
}

choice! {
    /// An answer to a question.
    pub enum Answer {
        /// It is so.
        Met,
        /// It is not so.
        Unmet,
        /// The question does not arise.
        NotApplicable,
    }
}

entity! {
    /// How a component is released.
    pub struct Deploy {
        /// How a new version replaces the old.
        #[serde(alias = "$main")]
        #[schemars(extend("x-main" = true))]
        pub strategy: Option<Strategy>,
        /// The stages: shares of the traffic, or names.
        pub steps: Option<Vec<Stage>>,
        /// How long a stage is watched before the next.
        pub bake: Option<Duration>,
        /// How long it takes to notice a bad version.
        pub detect: Option<Duration>,
        /// How long it takes to be back at the old version.
        pub rollback: Option<Duration>,
        /// Whether it goes back by itself.
        pub auto_rollback: Option<bool>,
        /// The extra instances that run during a release.
        pub surge: Option<Proportion>,
        /// Whether old and new can run at the same time.
        pub side_by_side: Option<bool>,
        /// Whether the version of every instance is checked before it is used.
        pub version_checked: Option<bool>,
        /// Whether every new path in the code is behind a flag.
        pub flags: Option<bool>,
        /// Whether a switch turns it off.
        pub kill_switch: Option<bool>,
    }
}

choice! {
    /// How a new version replaces the old.
    pub enum Strategy {
        /// Everywhere at the same time.
        AllAtOnce,
        /// Instance by instance.
        Rolling,
        /// A small share first.
        Canary,
        /// A second fleet, then the switch.
        BlueGreen,
        /// Zone by zone.
        ByZone,
        /// Region by region.
        ByRegion,
    }
}

entity! {
    /// Something that changes behaviour without a deploy.
    pub struct DynamicInput {
        /// What it is.
        pub kind: Option<InputKind>,
        /// Where it comes from.
        pub source: Option<NodeRef>,
        /// Who reads it.
        pub read_by: Option<Vec<ComponentRef>>,
        /// Whether requests depend on it.
        pub on_request_path: Option<bool>,
        /// Who checks it.
        pub validated: Fact<InputValidated>,
        /// How large it may be.
        pub bounded: Option<Limit<Size>>,
        /// How a change is rolled out.
        pub staged: Fact<Staged>,
        /// What happens to one that fails the check.
        pub on_invalid: Option<InputOnInvalid>,
        /// Whether the last good copy is kept and used.
        pub last_good: Option<bool>,
        /// Whether a switch turns it off.
        pub kill_switch: Option<bool>,
    }
}

choice! {
    /// What a dynamic input is.
    pub enum InputKind {
        /// Configuration.
        Config,
        /// A feature flag.
        Flag,
        /// Permissions.
        Permission,
        /// Rows that decide behaviour.
        Data,
        /// A file that a program writes.
        GeneratedFile,
    }
}

shape! {
    /// Who checks a dynamic input.
    pub struct InputValidated {
        /// The one that writes it.
        pub producer: Option<bool>,
        /// The one that reads it.
        pub consumer: Option<bool>,
    }
}

shape! {
    /// How a change is rolled out.
    pub struct Staged {
        /// The stages: shares, or names.
        #[serde(alias = "$main")]
        #[schemars(extend("x-main" = true))]
        pub steps: Option<Vec<Stage>>,
        /// How long a stage is watched before the next.
        pub bake: Option<Duration>,
    }
}

choice! {
    /// What happens to an input that fails the check.
    pub enum InputOnInvalid {
        /// It is refused.
        Reject,
        /// It is passed over.
        Skip,
        /// The last good copy stays.
        LastGood,
        /// The reader dies.
        Crash,
    }
}

entity! {
    /// A setting that a component reads at start.
    pub struct Setting {
        /// Who reads it.
        pub read_by: Option<Vec<ComponentRef>>,
        /// Its type.
        pub r#type: Option<String>,
        /// Its value where none is given.
        pub default: Option<String>,
        /// The smallest value.
        pub min: Option<String>,
        /// The largest value.
        pub max: Option<String>,
        /// The field of the plan that it sets.
        pub sets: Option<PathRef>,
    }
}

entity! {
    /// Something that must stay secret.
    pub struct Secret {
        /// What it is.
        pub kind: Option<SecretKind>,
        /// Where it is kept.
        pub source: Option<SecretSource>,
        /// Who uses it.
        pub used_by: Option<Vec<ComponentRef>>,
        /// How often it is replaced.
        pub rotation: Fact<Duration>,
        /// Whether old and new hold at the same time for a while.
        pub overlap: Option<bool>,
        /// Who replaces it.
        pub renewal: Option<Renewal>,
        /// How long before its end an alarm comes.
        pub alarm_before: Fact<Duration>,
        /// What it looks like, as `uuid4` or `256 random bits`.
        pub format: Option<String>,
    }
}

choice! {
    /// What a secret is.
    pub enum SecretKind {
        /// A password.
        Password,
        /// A key for an API.
        ApiKey,
        /// A token.
        Token,
        /// A certificate with its key.
        Certificate,
        /// A key that signs.
        SigningKey,
        /// A key that encrypts.
        EncryptionKey,
    }
}

choice! {
    /// Where a secret is kept.
    pub enum SecretSource {
        /// In a secret manager.
        Manager,
        /// In a key management service.
        Kms,
        /// In a file beside the code.
        EnvFile,
        /// In the image.
        Image,
        /// In the code.
        Code,
    }
}

choice! {
    /// Who replaces a secret.
    pub enum Renewal {
        /// A program does.
        Automatic,
        /// A person does.
        Manual,
    }
}
