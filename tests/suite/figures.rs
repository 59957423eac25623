//! Figures: every clause of the rules on how reports add up, with values computed by hand.

mod cases;
mod derived;
mod flows;
mod output;
mod properties;
mod stocks;
mod trend;
mod world;
