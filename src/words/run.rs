//! What a run says: progress, summaries, board, usage.
