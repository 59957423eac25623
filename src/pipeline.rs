//! Layer 6. The run, stage by stage.
