//! Hand-computed values for each clause of the figures.
