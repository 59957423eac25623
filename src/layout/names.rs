//! Names of persons in lists: two characters are spread to the width of three, columns stay columns (TB-09).

/// The names of a list. Where one of them has three characters or more, those of two get a full-width blank between them.
pub fn padded(names: &[String]) -> Vec<String> {
    let longest = names.iter().map(|n| n.chars().count()).max().unwrap_or(0);
    let pad = |name: &String| {
        let mut chars = name.chars();
        match (chars.next(), chars.next(), chars.next()) {
            (Some(a), Some(b), None) if longest > 2 && super::kinsoku::is_han(a) && super::kinsoku::is_han(b) => format!("{a}\u{3000}{b}"),
            _ => name.clone(),
        }
    };
    names.iter().map(pad).collect()
}

#[cfg(test)]
mod tests {
    use super::padded;

    fn pad(names: &[&str]) -> Vec<String> {
        padded(&names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn two_characters_take_the_room_of_three_beside_longer_names() {
        assert_eq!(pad(&["王某某", "李某", "欧阳某某"]), ["王某某", "李　某", "欧阳某某"]);
        assert_eq!(pad(&["李某", "王某"]), ["李某", "王某"]);
        assert_eq!(pad(&["李　某", "王某"]), ["李　某", "王　某"]);
        assert!(pad(&[]).is_empty());
    }
}
