//! The three forms of the plan's types, so that a field is one line and nothing has to be repeated.

/// A map of fields, all of which may be absent.
macro_rules! shape {
    ($(#[$meta:meta])* pub struct $name:ident { $($fields:tt)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Default, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
        #[serde(default)]
        #[schemars(deny_unknown_fields)]
        pub struct $name { $($fields)* }
    };
}

/// A shape that has an id, and with it the fields that every entity takes.
macro_rules! entity {
    ($(#[$meta:meta])* pub struct $name:ident { $($fields:tt)* }) => {
        $crate::plan::entity::shape! {
            $(#[$meta])*
            pub struct $name {
                $($fields)*
                /// A name for people, where the id is not enough.
                pub title: Option<String>,
                /// Anything worth knowing that no other field holds.
                pub note: Option<String>,
                /// Addresses of pages that tell more.
                pub links: Vec<String>,
                /// Where it was read: a file and line, a list of them, or one for each field.
                pub from: Option<$crate::plan::Evidence>,
                /// Fields that are guesses; findings that rest on them say so.
                pub assumed: Vec<$crate::plan::reference::FieldRef>,
            }
        }

        impl $crate::plan::Entity for $name {
            fn title(&self) -> Option<&str> {
                self.title.as_deref()
            }
            fn note(&self) -> Option<&str> {
                self.note.as_deref()
            }
            fn assumed(&self) -> &[$crate::plan::reference::FieldRef] {
                &self.assumed
            }
            fn evidence(&self) -> Option<&$crate::plan::Evidence> {
                self.from.as_ref()
            }
        }
    };
}

/// One of a few words.
macro_rules! choice {
    ($(#[$meta:meta])* pub enum $name:ident { $($variants:tt)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
        #[serde(rename_all = "kebab-case")]
        pub enum $name { $($variants)* }
    };
}

pub(crate) use {choice, entity, shape};
