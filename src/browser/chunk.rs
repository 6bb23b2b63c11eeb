//! Code that is fetched when it is first needed.
//!
//! The page is one program, yet few visits need all of it. What stands in a
//! `chunk!` is moved into a file of its own when the page is built with the
//! feature `chunks` (`scripts/chunks/`), and is fetched when it is first
//! called. Without the feature it is part of the program, and the call only
//! looks as if it waited.

use std::fmt;

/// A part of the program that did not arrive. Asking again fetches it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MissingChunk;

impl fmt::Display for MissingChunk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("A part of this program could not be fetched from the host of this page")
    }
}

impl std::error::Error for MissingChunk {}

#[cfg(feature = "chunks")]
impl From<wasm_split_helpers::SplitLoaderError> for MissingChunk {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

/// Defines an async function whose code, with all that only it uses, is a file
/// of its own: `chunk! { name_of_file: fn f() -> T { … } }` is called as
/// `f().await` and gives `Result<T, MissingChunk>`.
///
/// The reactive owner is not there while it runs; what needs one is returned
/// as a function to call.
macro_rules! chunk {
    ($chunk:ident: $(#[$meta:meta])* $vis:vis fn $name:ident($($arg:ident: $type:ty),* $(,)?) -> $out:ty $body:block) => {
        #[cfg(feature = "chunks")]
        #[allow(unsafe_code, reason = "a call into another file of the program is a foreign call")]
        mod $name {
            #[allow(unused_imports, reason = "types of the program may need no import")]
            use super::*;
            #[wasm_split_helpers::wasm_split($chunk, fallible)]
            pub fn $name($($arg: $type),*) -> Result<$out, $crate::browser::chunk::MissingChunk> {
                Ok($body)
            }
        }
        #[cfg(feature = "chunks")]
        $(#[$meta])*
        $vis use $name::$name;

        #[cfg(not(feature = "chunks"))]
        $(#[$meta])*
        $vis async fn $name($($arg: $type),*) -> Result<$out, $crate::browser::chunk::MissingChunk> {
            Ok($body)
        }
    };
}
pub(crate) use chunk;
