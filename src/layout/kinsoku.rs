//! What each character is to the line breaker: its width on the grid, its blank, where it may not stand (K1, K2, K5, K8, K9).

use icu_segmenter::GraphemeClusterSegmenter;

/// What a box is to the line breaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A full-width character with no rule of its own: Han, kana, ①, ★.
    Full,
    /// An Arabic digit, half a cell.
    Digit,
    /// A letter with an advance of its own; the run is padded to half cells (A1).
    Letter,
    /// Part of an e-mail or web address, own advance.
    Address,
    /// A full-width mark with its blank before its body: “ （ 《.
    Open,
    /// A full-width mark with its blank behind its body.
    Close(Blank),
    /// ？ ！ and pairs of them: blank on both sides.
    Exclaim,
    /// —— (K3).
    Dash,
    /// …… (K3).
    Ellipsis,
    /// 一字线 or ～: a cell that joins, never first on a line (K1, K9).
    Joiner,
    /// Hyphen: half a cell, never first on a line (K9).
    Hyphen,
    /// 间隔号: half a cell, never first on a line (K9).
    MidDot,
    /// % ‰ ℃ ㎡ and other units of one character: stays with its number (K7).
    Percent,
    /// / stands at neither end of a line (K5).
    Slash,
    /// ￥ $: stays with the number behind it.
    Currency,
    /// ASCII , . ; : ? ! ) ]: never first on a line.
    HalfClose,
    /// ASCII ( [: never last on a line.
    HalfOpen,
    /// Other half-width signs.
    HalfOther,
}

/// How readily a closing mark gives up its blank (A4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Blank {
    /// 、 first, 50 u.
    Pause,
    /// ， ： and closing brackets and quotes second, 50 u.
    Comma,
    /// 。 ； last, 25 u.
    Stop,
}

/// What becomes of a character before boxes are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// A box, or part of one.
    Keep(Kind),
    /// A blank of so many u that vanishes at a line end; `true` if no line may end there.
    Blank(i32, bool),
    /// A forced line break.
    Newline,
    /// Not printed: control and zero-width characters.
    Drop,
    /// A mark on the character before it.
    Combining,
}

/// What becomes of a character.
pub(super) fn fate(c: char) -> Fate {
    match c {
        '\n' | '\u{2028}' | '\u{2029}' => Fate::Newline,
        ' ' | '\t' | '\u{2000}'..='\u{200A}' | '\u{205F}' | '\u{1680}' => Fate::Blank(50, false),
        '\u{A0}' | '\u{202F}' => Fate::Blank(50, true),
        '\u{3000}' => Fate::Blank(100, false),
        c if c.is_control() || zero_width(c) => Fate::Drop,
        c if combining(c) => Fate::Combining,
        c => Fate::Keep(kind(c)),
    }
}

fn zero_width(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{FFFE}' | '\u{FFFF}' | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Whether a character is a mark on the one before it: the Unicode rules for grapheme clusters say so.
fn combining(c: char) -> bool {
    if c < '\u{300}'
        || ('\u{3400}'..='\u{9FFF}').contains(&c)
        || is_han(c)
        || ('\u{FF00}'..='\u{FFEF}').contains(&c)
        || ('\u{2000}'..='\u{20CF}').contains(&c)
    {
        return false;
    }
    let mut pair = String::with_capacity(8);
    pair.push('x');
    pair.push(c);
    GraphemeClusterSegmenter::new().segment_str(&pair).nth(1) == Some(pair.len())
}

fn kind(c: char) -> Kind {
    match c {
        '0'..='9' => Kind::Digit,
        'A'..='Z' | 'a'..='z' => Kind::Letter,
        '、' => Kind::Close(Blank::Pause),
        '，' | '：' | '”' | '’' | '）' | '》' | '〉' | '〕' | '】' | '］' | '」' | '』' | '〗' | '｝' => Kind::Close(Blank::Comma),
        '。' | '；' | '．' => Kind::Close(Blank::Stop),
        '“' | '‘' | '（' | '《' | '〈' | '〔' | '【' | '［' | '「' | '『' | '〖' | '｛' => Kind::Open,
        '？' | '！' => Kind::Exclaim,
        '⸺' => Kind::Dash,
        '—' | '―' | '～' | '〜' | '－' => Kind::Joiner,
        '-' | '‐' | '‑' | '–' => Kind::Hyphen,
        '·' | '‧' | '・' => Kind::MidDot,
        '%' | '％' | '‰' | '‱' | '℃' | '℉' | '°' | '′' | '″' | '\u{3380}'..='\u{33DF}' => Kind::Percent,
        '/' => Kind::Slash,
        '￥' | '¥' | '$' | '＄' => Kind::Currency,
        ',' | '.' | ';' | ':' | '?' | '!' | ')' | ']' | '}' => Kind::HalfClose,
        '(' | '[' | '{' => Kind::HalfOpen,
        '!'..='~' => Kind::HalfOther,
        // Scripts with proportional letters: Latin, Greek, Cyrillic, and those from Armenian to the Georgian extensions; Hangul is full width.
        '\u{AA}' | '\u{B5}' | '\u{BA}' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{10FF}' | '\u{1200}'..='\u{1FFF}' => Kind::Letter,
        '\u{2C00}'..='\u{2DFF}' | '\u{A4D0}'..='\u{A95F}' | '\u{A980}'..='\u{ABFF}' | '\u{FB00}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}' => {
            Kind::Letter
        }
        _ => Kind::Full,
    }
}

impl Kind {
    /// Natural width of one character in u; `None`: the face's own advance.
    pub(super) fn width(self, c: char) -> Option<i32> {
        match self {
            Self::Letter | Self::Address => None,
            Self::Digit | Self::Hyphen | Self::MidDot | Self::Slash | Self::HalfClose | Self::HalfOpen | Self::HalfOther => Some(50),
            Self::Percent | Self::Currency if c.is_ascii() || matches!(c, '°' | '′' | '″' | '¥') => Some(50),
            Self::Full if is_half_form(c) => Some(50),
            Self::Dash => Some(200),
            Self::Full | Self::Percent | Self::Currency | Self::Open | Self::Close(_) | Self::Exclaim | Self::Ellipsis | Self::Joiner => Some(100),
        }
    }

    /// K1, K5: never first on a line.
    pub(super) fn no_start(self) -> bool {
        matches!(self, Self::Close(_) | Self::Exclaim | Self::Joiner | Self::Hyphen | Self::MidDot | Self::Percent | Self::Slash | Self::HalfClose)
    }

    /// K2, K5: never last on a line.
    pub(super) fn no_end(self) -> bool {
        matches!(self, Self::Open | Self::HalfOpen | Self::Currency | Self::Slash)
    }

    /// Whether the blank of a mark at the line end may be trimmed (K6, A5).
    pub(super) fn trims(self) -> bool {
        matches!(self, Self::Close(_))
    }
}

/// The half-width forms of kana, Hangul and signs.
fn is_half_form(c: char) -> bool {
    matches!(c, '\u{FF61}'..='\u{FFDC}' | '\u{FFE8}'..='\u{FFEE}')
}

/// A Han character, the supplementary planes included.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFD}' | '〇' | '々')
}

/// A digit that takes part in a number (K7), full-width ones too.
pub(super) fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// A Han numeral.
pub(super) fn is_numeral(c: char) -> bool {
    matches!(c, '〇' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '千' | '两')
}

/// A word that counts or measures and stays with its number (A3).
pub(super) fn is_measure(c: char) -> bool {
    "年月日号时分秒天周季个人次名位家项件户万亿千百元角条岁倍成度级层期届批场份本册台套辆座所处亩公米里吨克升斤支篇点类种组队轮版页章节\
     课堂张封间幢栋列班站台具架只头部句字环档折股例起对多余几"
        .contains(c)
}
