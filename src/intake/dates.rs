//! Serial day numbers of spreadsheets as calendar days.

use calamine::ExcelDateTime;
use jiff::ToSpan;
use jiff::civil::{Date, date};

/// The day of serial number `serial` in the 1900 system; `None` where there is none.
///
/// Serial 60 is 29 February 1900, a day that never was; earlier serials count from one day later than the others.
pub fn serial_date(serial: f64) -> Option<Date> {
    let day = serial.floor();
    if !(1.0..=2_958_465.0).contains(&day) || day == 60.0 {
        return None;
    }
    let epoch = if day < 60.0 { date(1899, 12, 31) } else { date(1899, 12, 30) };
    epoch.checked_add((day as i64).days()).ok()
}

/// The day of a cell that is shown as a date.
pub(super) fn of(cell: &ExcelDateTime) -> Option<Date> {
    let serial = cell.as_f64();
    if serial.is_nan() || serial < 0.0 {
        return None;
    }
    // calamine knows the file's epoch but keeps it to itself: its answer shows which one it is, and a checked constructor drops 29 February 1900.
    let (year, month, day, ..) = cell.to_ymd_hms_milli();
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The day of a date in ISO 8601, as .ods files hold them; a time after it is dropped.
pub(super) fn iso(text: &str) -> Option<Date> {
    text.get(..10)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType::DateTime;

    #[test]
    fn serials_are_the_days_that_spreadsheets_show() {
        for (serial, day) in [(1.0, date(1900, 1, 1)), (59.0, date(1900, 2, 28)), (61.0, date(1900, 3, 1)), (44_972.9, date(2023, 2, 15))] {
            assert_eq!(serial_date(serial), Some(day));
            assert_eq!(of(&ExcelDateTime::new(serial, DateTime, false)), Some(day));
        }
        for bad in [60.0, 0.0, -3.0, 1e12, f64::NAN] {
            assert_eq!(serial_date(bad), None, "{bad}");
        }
        assert_eq!(of(&ExcelDateTime::new(60.0, DateTime, false)), None);
        // The other epoch begins four years and a day later.
        assert_eq!(of(&ExcelDateTime::new(44_972.0 - 1462.0, DateTime, true)), Some(date(2023, 2, 15)));
        assert_eq!(iso("2023-02-15T08:00:00"), Some(date(2023, 2, 15)));
        assert_eq!(iso("2023-02-30"), None);
    }
}
