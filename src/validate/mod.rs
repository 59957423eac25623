//! Layer 3. Facts in, one submission a unit out: typed figures, each with its cell, or recorded as missing.
