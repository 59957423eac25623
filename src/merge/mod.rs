//! Layer 4. Summary and templates in, manuscripts out.
