//! All integration tests in one binary (the embedded font is linked once), one module a subject.

mod font;
