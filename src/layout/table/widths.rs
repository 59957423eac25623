//! Widths of columns from what stands in them: what must not be broken gets its room first, running text shares the rest so that the table
//! becomes as low as it can.

/// Rows that are looked at when text columns share their room.
const SAMPLE: usize = 200;
/// Steps of the sharing, at most.
const STEPS: usize = 300;

/// What a column asks for, pt, padding included.
#[derive(Debug, Clone, PartialEq)]
pub struct Need {
    /// The least width.
    pub floor: f64,
    /// The width at which nothing in it is broken.
    pub full: f64,
    /// Widths of its cells on one line, for a column whose text may wrap.
    pub cells: Vec<f64>,
    /// What of the width is padding.
    pub padding: f64,
}

/// Divides `width` among the columns; `step` is the width of a character. `None` if the least widths are too wide together.
pub fn fit(needs: &[Need], width: f64, step: f64) -> Option<Vec<f64>> {
    let floor: f64 = needs.iter().map(|n| n.floor).sum();
    let full: f64 = needs.iter().map(|n| n.full.max(n.floor)).sum();
    if needs.is_empty() || floor > width + 0.001 {
        return None;
    }
    if full <= width {
        let more = (width - full) / needs.len() as f64;
        return Some(needs.iter().map(|n| n.full.max(n.floor) + more).collect());
    }
    // Here full > floor, so that the share is finite.
    let share = (width - floor) / (full - floor);
    let mut widths: Vec<f64> = needs.iter().map(|n| n.floor + (n.full.max(n.floor) - n.floor) * share).collect();
    level(needs, &mut widths, step);
    Some(widths)
}

/// How many lines the sampled rows have together.
pub fn lines_in(needs: &[Need], widths: &[f64]) -> u64 {
    height(needs, widths, &(0..needs.len()).collect::<Vec<_>>()) / 1_000
}

/// Moves room between text columns, a character at a time, as long as the table gets lower by it.
fn level(needs: &[Need], widths: &mut [f64], step: f64) {
    let loose: Vec<usize> = needs.iter().enumerate().filter(|(_, n)| n.full > n.floor).map(|(i, _)| i).collect();
    if loose.len() < 2 || loose.len() > 12 {
        return;
    }
    let mut now = height(needs, widths, &loose);
    for _ in 0..STEPS {
        let mut found: Option<(usize, usize, u64)> = None;
        for &from in &loose {
            for &to in &loose {
                let (Some(f), Some(need)) = (widths.get(from).copied(), needs.get(from)) else { continue };
                if from == to || f - step < need.floor {
                    continue;
                }
                shift(widths, from, to, step);
                let then = height(needs, widths, &loose);
                shift(widths, to, from, step);
                if then < found.map_or(now, |f| f.2) {
                    found = Some((from, to, then));
                }
            }
        }
        let Some((from, to, then)) = found else { return };
        shift(widths, from, to, step);
        now = then;
    }
}

fn shift(widths: &mut [f64], from: usize, to: usize, by: f64) {
    if let Some(w) = widths.get_mut(from) {
        *w -= by;
    }
    if let Some(w) = widths.get_mut(to) {
        *w += by;
    }
}

/// How high the sampled rows are: lines of the rows first, then of all cells.
fn height(needs: &[Need], widths: &[f64], loose: &[usize]) -> u64 {
    let rows = loose.iter().filter_map(|&i| needs.get(i)).map(|n| n.cells.len()).max().unwrap_or(0);
    let every = rows.div_ceil(SAMPLE).max(1);
    let mut total = 0;
    for row in (0..rows).step_by(every) {
        let lines = loose.iter().filter_map(|&i| {
            let (need, width) = (needs.get(i)?, widths.get(i)?);
            // A hundredth of a point is no reason for another line.
            Some(((need.cells.get(row)? - 0.01) / (width - need.padding).max(1.0)).ceil() as u64)
        });
        let (mut most, mut sum) = (1, 0);
        for n in lines {
            most = most.max(n);
            sum += n;
        }
        total += most * 1_000 + sum;
    }
    total
}

#[cfg(test)]
mod tests {
    use super::*;

    fn need(floor: f64, cells: &[f64]) -> Need {
        let full = cells.iter().copied().fold(floor, f64::max);
        Need { floor, full, cells: cells.to_vec(), padding: 0.0 }
    }

    #[test]
    fn spare_room_is_spread_evenly_and_the_sum_is_the_width() {
        let w = fit(&[need(20.0, &[20.0]), need(40.0, &[40.0])], 100.0, 12.0);
        assert_eq!(w, Some(vec![40.0, 60.0]));
    }

    #[test]
    fn firm_columns_keep_their_width_and_long_text_takes_the_rest() {
        let w = fit(&[need(60.0, &[60.0]), need(36.0, &[1200.0, 900.0]), need(36.0, &[120.0, 80.0])], 400.0, 12.0).unwrap_or_default();
        assert!((w.iter().sum::<f64>() - 400.0).abs() < 1e-9);
        assert_eq!(w.first(), Some(&60.0));
        assert!(w.get(1) > w.get(2));
    }

    #[test]
    fn what_cannot_fit_is_refused() {
        assert_eq!(fit(&vec![need(20.0, &[20.0]); 40], 442.0, 12.0), None);
        assert_eq!(fit(&[], 442.0, 12.0), None);
    }
}
