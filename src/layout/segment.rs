//! Words of running Chinese text: the division whose words are the most usual by the embedded dictionary (349,000 words with their
//! frequencies). Line breaks are rather not inside a word (A3), those of a title never (TI-02).

use std::sync::LazyLock;

use fst::raw::Fst;

/// What a character costs that the dictionary does not know, more than any that it knows.
const UNKNOWN: u64 = 8_000;

static DICTIONARY: LazyLock<Option<Fst<&'static [u8]>>> =
    LazyLock::new(|| Fst::new(include_bytes!(concat!(env!("OUT_DIR"), "/words.fst")).as_slice()).ok());

/// The lengths of the words of a text of Han characters, in order. Of equally usual divisions the one with the longer first word.
pub(super) fn words(text: &[char]) -> Vec<usize> {
    divided(text, text.len())
}

/// The lengths of the words that a longer word is made of: 领导小组 of 领导 and 小组.
pub(super) fn parts(word: &[char]) -> Vec<usize> {
    divided(word, word.len().saturating_sub(1))
}

/// The division into words of at most `longest` characters.
fn divided(text: &[char], longest: usize) -> Vec<usize> {
    let n = text.len();
    // From each place on: the least cost, and the length of the first word.
    let mut best: Vec<(u64, usize)> = vec![(0, 0); n + 1];
    for from in (0..n).rev() {
        let mut choice = (u64::MAX, 1);
        let mut known = false;
        prefixes(text.get(from..).unwrap_or_default(), |length, cost| {
            if length > longest {
                return;
            }
            known |= length == 1;
            let cost = cost + best.get(from + length).map_or(0, |b| b.0);
            if cost <= choice.0 {
                choice = (cost, length);
            }
        });
        let single = UNKNOWN + best.get(from + 1).map_or(0, |b| b.0);
        if !known && single < choice.0 {
            choice = (single, 1);
        }
        if let Some(slot) = best.get_mut(from) {
            *slot = choice;
        }
    }
    let mut out = Vec::new();
    let mut at = 0;
    while at < n {
        let length = best.get(at).map_or(1, |b| b.1).max(1);
        out.push(length);
        at += length;
    }
    out
}

/// Calls `word(length, cost)` for every word of the dictionary that the text begins with, the shortest first.
fn prefixes(text: &[char], mut word: impl FnMut(usize, u64)) {
    let Some(fst) = DICTIONARY.as_ref() else { return };
    let mut node = fst.root();
    let mut cost = 0;
    let mut buffer = [0; 4];
    for (k, c) in text.iter().enumerate() {
        for b in c.encode_utf8(&mut buffer).bytes() {
            let Some(at) = node.find_input(b) else { return };
            let step = node.transition(at);
            cost += step.out.value();
            node = fst.node(step.addr);
        }
        if node.is_final() {
            word(k + 1, cost + node.final_output().value());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> String {
        let chars: Vec<char> = text.chars().collect();
        let mut at = 0;
        let part = |n: usize| {
            let word: String = chars[at..at + n].iter().collect();
            at += n;
            word
        };
        words(&chars).into_iter().map(part).collect::<Vec<_>>().join("|")
    }

    /// The words are those of the dictionary's own program, which was asked for them.
    #[test]
    fn titles_are_cut_into_their_words() {
        assert!(DICTIONARY.is_some());
        for right in [
            "关于|开展|安全|生产|专项|整治|行动|的|通知",
            "关于|进一步|加强|全市|户外|劳动者|服务|站点|规范化|建设|的|实施|意见",
            "关于|调整|市|总工会|党风廉政|建设|责任制|领导小组|成员|的|通知",
            "困难职工|送温暖|工作|的|通知",
            "关于|召开|全市|新|就业|形态|劳动者|建|会|入会|工作|推进|会|的|通知",
            "上半年|开展|情况|的|报告",
        ] {
            assert_eq!(cut(&right.replace('|', "")), right);
        }
    }

    #[test]
    fn long_words_have_their_parts() {
        for (word, lengths) in [("领导小组", &[2, 2][..]), ("总工会", &[1, 2]), ("劳动者", &[2, 1])] {
            assert_eq!(parts(&word.chars().collect::<Vec<_>>()), lengths, "{word}");
        }
        assert_eq!(parts(&[]), [0; 0]);
    }

    #[test]
    fn unknown_characters_are_words_of_their_own_and_nothing_is_lost() {
        assert_eq!(cut(""), "");
        assert_eq!(cut("㐀㐁工会"), "㐀|㐁|工会");
        for text in ["䶮", "𬭎工", "〇二三"] {
            let chars: Vec<char> = text.chars().collect();
            assert_eq!(words(&chars).iter().sum::<usize>(), chars.len());
        }
    }
}
