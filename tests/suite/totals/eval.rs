//! A small evaluator of the formulas that the workbook uses, independent of what wrote them.

use std::collections::BTreeMap;

#[derive(Debug, Clone, PartialEq)]
pub enum V {
    N(f64),
    T(String),
    B(bool),
    Blank,
}

/// What stands in a cell: a value, or a formula.
#[derive(Debug, Clone)]
pub enum Cell {
    Value(V),
    Formula(String),
}

pub type Book = BTreeMap<(String, u32, u32), Cell>;

pub struct Eval<'a> {
    pub book: &'a Book,
}

enum Arg {
    One(V),
    Many(Vec<V>),
}

impl Arg {
    fn all(self) -> Vec<V> {
        match self {
            Arg::One(v) => vec![v],
            Arg::Many(v) => v,
        }
    }

    fn one(self) -> V {
        match self {
            Arg::One(v) => v,
            Arg::Many(mut v) if v.len() == 1 => v.remove(0),
            Arg::Many(v) => panic!("a range of {} where one value is due", v.len()),
        }
    }
}

struct Parser<'a> {
    eval: &'a Eval<'a>,
    sheet: &'a str,
    text: Vec<char>,
    at: usize,
}

fn number(v: &V) -> f64 {
    match v {
        V::N(n) => *n,
        V::B(b) => f64::from(*b),
        V::Blank => 0.0,
        V::T(t) => panic!("text in arithmetic: {t}"),
    }
}

fn truth(v: &V) -> bool {
    match v {
        V::B(b) => *b,
        other => number(other) != 0.0,
    }
}

fn shown(v: &V) -> String {
    match v {
        V::N(n) => n.to_string(),
        V::T(t) => t.clone(),
        V::B(b) => b.to_string(),
        V::Blank => String::new(),
    }
}

fn meets(v: &V, criterion: &V) -> bool {
    let V::T(c) = criterion else { return v == criterion };
    for (op, test) in [(">=", (|a, b| a >= b) as fn(f64, f64) -> bool), ("<=", |a, b| a <= b), ("<", |a, b| a < b), (">", |a, b| a > b)] {
        if let Some(n) = c.strip_prefix(op) {
            return matches!(v, V::N(x) if test(*x, n.parse().unwrap()));
        }
    }
    let wanted = c.strip_prefix('=').unwrap_or(c);
    matches!(v, V::T(t) if *t == wanted.replace('~', ""))
}

impl<'a> Eval<'a> {
    pub fn cell(&self, sheet: &str, row: u32, col: u32) -> V {
        match self.book.get(&(sheet.to_owned(), row, col)) {
            None => V::Blank,
            Some(Cell::Value(v)) => v.clone(),
            Some(Cell::Formula(f)) => self.formula(sheet, f),
        }
    }

    pub fn formula(&self, sheet: &str, text: &str) -> V {
        let mut p = Parser { eval: self, sheet, text: text.trim_start_matches('=').chars().collect(), at: 0 };
        let v = p.compare().one();
        assert_eq!(p.at, p.text.len(), "{text}");
        v
    }
}

impl Parser<'_> {
    fn peek(&self) -> char {
        self.text.get(self.at).copied().unwrap_or('\0')
    }

    fn eat(&mut self, s: &str) -> bool {
        let there = self.text[self.at..].starts_with(&s.chars().collect::<Vec<_>>());
        self.at += if there { s.chars().count() } else { 0 };
        there
    }

    fn compare(&mut self) -> Arg {
        let left = self.join();
        for op in ["<=", ">=", "=", "<", ">"] {
            if self.eat(op) {
                let (a, b) = (left.one(), self.join().one());
                let is = match (op, &a, &b) {
                    ("=", V::T(a), V::T(b)) => a == b,
                    ("=", V::T(_), _) | ("=", _, V::T(_)) => false,
                    ("=", a, b) => number(a) == number(b),
                    ("<", a, b) => number(a) < number(b),
                    (">", a, b) => number(a) > number(b),
                    ("<=", a, b) => number(a) <= number(b),
                    (_, a, b) => number(a) >= number(b),
                };
                return Arg::One(V::B(is));
            }
        }
        left
    }

    fn join(&mut self) -> Arg {
        let mut left = self.sum();
        while self.eat("&") {
            left = Arg::One(V::T(shown(&left.one()) + &shown(&self.sum().one())));
        }
        left
    }

    fn sum(&mut self) -> Arg {
        let mut left = self.product();
        loop {
            if self.eat("+") {
                left = Arg::One(V::N(number(&left.one()) + number(&self.product().one())));
            } else if self.eat("-") {
                left = Arg::One(V::N(number(&left.one()) - number(&self.product().one())));
            } else {
                return left;
            }
        }
    }

    fn product(&mut self) -> Arg {
        let mut left = self.atom();
        while self.eat("/") {
            let (a, b) = (left.one(), self.atom().one());
            // An error value poisons what asks for it; here a branch that is not taken may hold one.
            left = Arg::One(V::N(if matches!((&a, &b), (V::T(_), _) | (_, V::T(_))) { f64::NAN } else { number(&a) / number(&b) }));
        }
        left
    }

    fn atom(&mut self) -> Arg {
        if self.eat("(") {
            let v = self.compare();
            assert!(self.eat(")"));
            return v;
        }
        if self.eat("\"") {
            let mut out = String::new();
            loop {
                if self.eat("\"\"") {
                    out.push('"');
                } else if self.eat("\"") {
                    return Arg::One(V::T(out));
                } else {
                    out.push(self.peek());
                    self.at += 1;
                }
            }
        }
        if self.peek().is_ascii_digit() {
            let from = self.at;
            while self.peek().is_ascii_digit() || self.peek() == '.' {
                self.at += 1;
            }
            return Arg::One(V::N(self.text[from..self.at].iter().collect::<String>().parse().unwrap()));
        }
        let mut sheet = self.sheet.to_owned();
        if self.eat("'") {
            let from = self.at;
            while self.peek() != '\'' {
                self.at += 1;
            }
            sheet = self.text[from..self.at].iter().collect();
            self.at += 1;
            assert!(self.eat("!"));
        }
        let from = self.at;
        while self.peek().is_ascii_alphanumeric() {
            self.at += 1;
        }
        let name: String = self.text[from..self.at].iter().collect();
        if self.eat("(") {
            let mut args = Vec::new();
            while !self.eat(")") {
                args.push(self.compare());
                self.eat(",");
            }
            return Arg::One(call(&name, args));
        }
        let place = |n: &str| {
            let split = n.find(|c: char| c.is_ascii_digit()).unwrap_or_else(|| panic!("{n}"));
            let col = n[..split].bytes().fold(0u32, |a, b| a * 26 + u32::from(b - b'A') + 1) - 1;
            (n[split..].parse::<u32>().unwrap() - 1, col)
        };
        let (r1, c1) = place(&name);
        if !self.eat(":") {
            return Arg::One(self.eval.cell(&sheet, r1, c1));
        }
        let from = self.at;
        while self.peek().is_ascii_alphanumeric() {
            self.at += 1;
        }
        let (r2, c2) = place(&self.text[from..self.at].iter().collect::<String>());
        Arg::Many((r1..=r2).flat_map(|r| (c1..=c2).map(move |c| (r, c))).map(|(r, c)| self.eval.cell(&sheet, r, c)).collect())
    }
}

fn call(name: &str, args: Vec<Arg>) -> V {
    let mut lists: Vec<Vec<V>> = args.into_iter().map(Arg::all).collect();
    let first = |lists: &[Vec<V>], n: usize| lists[n][0].clone();
    let count = |n: usize| V::N(n as f64);
    match name {
        "IF" => lists.swap_remove(if truth(&first(&lists, 0)) { 1 } else { 2 }).remove(0),
        "OR" => V::B(lists.iter().flatten().any(truth)),
        "ISNUMBER" => V::B(matches!(first(&lists, 0), V::N(_))),
        "COUNT" => count(lists.iter().flatten().filter(|v| matches!(v, V::N(_))).count()),
        "COUNTA" => count(lists.iter().flatten().filter(|v| **v != V::Blank).count()),
        "SUM" => V::N(lists.iter().flatten().filter_map(|v| if let V::N(n) = v { Some(*n) } else { None }).sum()),
        "COUNTIF" => count(lists[0].iter().filter(|v| meets(v, &lists[1][0])).count()),
        "COUNTIFS" => count(lists[0].iter().zip(&lists[2]).filter(|(a, b)| meets(a, &lists[1][0]) && meets(b, &lists[3][0])).count()),
        "SUMIF" => V::N(
            lists[0]
                .iter()
                .zip(&lists[2])
                .filter(|(a, _)| meets(a, &lists[1][0]))
                .filter_map(|(_, v)| if let V::N(n) = v { Some(*n) } else { None })
                .sum(),
        ),
        other => panic!("{other}"),
    }
}
