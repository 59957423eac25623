//! Layer 7. Typed arguments to checked requests to exit codes; the clock is read here.
