//! Layer 2. Files in, cells with addresses out; judges nothing.
