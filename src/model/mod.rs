//! Layer 2. Periods, amounts, figures, and what passes between the stages.
