//! What nobody should report and somebody will.
