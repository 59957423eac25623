//! Layer 3. Submissions in, one summary a period out: all arithmetic done.
