//! Reads a PDF file back as a viewer does: text state, glyph places, texts by ToUnicode.

use std::collections::BTreeMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

/// A glyph as a viewer would place it; PDF coordinates.
pub struct Shown {
    pub page: usize,
    pub x: f64,
    pub y: f64,
    pub code: u16,
    pub text: String,
    pub size: f64,
    pub base_font: String,
    /// The first four numbers of the text matrix.
    pub matrix: [f64; 4],
    /// The fill colour as operator with operands.
    pub fill: String,
}

/// A composite font of the file.
#[derive(Clone)]
pub struct Font {
    pub base_font: String,
    pub descriptor_name: String,
    pub program: Vec<u8>,
    pub texts: BTreeMap<u16, String>,
    widths: BTreeMap<u16, f64>,
    default_width: f64,
}

impl Font {
    /// In thousandths of an em.
    pub fn width(&self, code: u16) -> f64 {
        self.widths.get(&code).copied().unwrap_or(self.default_width)
    }
}

pub struct Reader {
    doc: Document,
    pages: Vec<ObjectId>,
}

impl Reader {
    pub fn new(file: &[u8]) -> Self {
        let doc = Document::load_mem(file).unwrap();
        let pages = doc.get_pages().into_values().collect();
        Self { doc, pages }
    }

    pub fn page(&self, n: usize) -> &Dictionary {
        self.doc.get_dictionary(self.pages[n]).unwrap()
    }

    pub fn catalog(&self) -> &Dictionary {
        self.doc.catalog().unwrap()
    }

    pub fn trailer(&self) -> &Dictionary {
        &self.doc.trailer
    }

    pub fn info(&self) -> Dictionary {
        self.dictionary(self.doc.trailer.get(b"Info").unwrap())
    }

    pub fn id(&self) -> Vec<u8> {
        self.doc.trailer.get(b"ID").and_then(Object::as_array).unwrap()[0].as_str().unwrap().to_vec()
    }

    fn resolve<'a>(&'a self, o: &'a Object) -> &'a Object {
        self.doc.dereference(o).unwrap().1
    }

    /// A dictionary, given directly or by reference.
    pub fn dictionary(&self, o: &Object) -> Dictionary {
        self.resolve(o).as_dict().unwrap().clone()
    }

    /// The decoded content of a stream.
    pub fn stream(&self, o: &Object) -> Vec<u8> {
        let stream = self.resolve(o).as_stream().unwrap();
        if stream.dict.has(b"Filter") { stream.decompressed_content().unwrap() } else { stream.content.clone() }
    }

    /// Every dictionary of the file, those of streams and nested ones too.
    pub fn dictionaries(&self) -> Vec<Dictionary> {
        fn walk(o: &Object, out: &mut Vec<Dictionary>) {
            match o {
                Object::Dictionary(d) => {
                    out.push(d.clone());
                    d.iter().for_each(|(_, v)| walk(v, out));
                }
                Object::Stream(s) => walk(&Object::Dictionary(s.dict.clone()), out),
                Object::Array(a) => a.iter().for_each(|v| walk(v, out)),
                _ => {}
            }
        }
        let mut out = Vec::new();
        self.doc.objects.values().for_each(|o| walk(o, &mut out));
        out
    }

    /// The fonts that pages name, by resource name.
    fn named_fonts(&self) -> BTreeMap<String, Font> {
        let mut fonts = BTreeMap::new();
        for n in 0..self.pages.len() {
            let resources = self.dictionary(self.page(n).get(b"Resources").unwrap());
            for (name, font) in self.dictionary(resources.get(b"Font").unwrap()).iter() {
                fonts.entry(String::from_utf8(name.clone()).unwrap()).or_insert_with(|| self.font(&self.dictionary(font)));
            }
        }
        fonts
    }

    pub fn fonts(&self) -> Vec<Font> {
        self.named_fonts().into_values().collect()
    }

    fn font(&self, font: &Dictionary) -> Font {
        let name = |d: &Dictionary, key: &[u8]| String::from_utf8(d.get(key).and_then(Object::as_name).unwrap().to_vec()).unwrap();
        let descendant = self.dictionary(&self.resolve(font.get(b"DescendantFonts").unwrap()).as_array().unwrap()[0]);
        assert_eq!(name(&descendant, b"BaseFont"), name(font, b"BaseFont"));
        let descriptor = self.dictionary(descendant.get(b"FontDescriptor").unwrap());
        let program = descriptor.get(b"FontFile2").or_else(|_| descriptor.get(b"FontFile3")).unwrap();
        let mut widths = BTreeMap::new();
        let w = self.resolve(descendant.get(b"W").unwrap()).as_array().unwrap();
        for pair in w.chunks(2) {
            let first = pair[0].as_i64().unwrap() as u16;
            for (i, width) in pair[1].as_array().unwrap().iter().enumerate() {
                widths.insert(first + i as u16, number(width));
            }
        }
        Font {
            base_font: name(font, b"BaseFont"),
            descriptor_name: name(&descriptor, b"FontName"),
            program: self.stream(program),
            texts: to_unicode(&String::from_utf8(self.stream(font.get(b"ToUnicode").unwrap())).unwrap()),
            widths,
            default_width: descendant.get(b"DW").map_or(1000.0, number),
        }
    }

    /// All operations of a page, with the fill colour and matrix in force.
    fn operations(&self, n: usize) -> Vec<(String, Vec<Object>)> {
        let content = Content::decode(&self.doc.get_page_content(self.pages[n])).unwrap();
        content.operations.into_iter().map(|o| (o.operator, o.operands)).collect()
    }

    /// The operators of a page.
    pub fn operators(&self, n: usize) -> Vec<String> {
        self.operations(n).into_iter().map(|(operator, _)| operator).collect()
    }

    pub fn glyphs(&self) -> Vec<Shown> {
        let fonts = self.named_fonts();
        let mut out = Vec::new();
        for page in 0..self.pages.len() {
            let (mut font, mut size, mut matrix, mut fill) = (None, 0.0, [1.0, 0.0, 0.0, 1.0, 0.0, 0.0], String::from("0 g"));
            let mut pen = 0.0; // pt of text space since the matrix was set
            for (operator, operands) in self.operations(page) {
                match operator.as_str() {
                    "Tf" => {
                        font = fonts.get(std::str::from_utf8(operands[0].as_name().unwrap()).unwrap());
                        size = number(&operands[1]);
                    }
                    "Tm" => {
                        matrix = std::array::from_fn(|i| number(&operands[i]));
                        pen = 0.0;
                    }
                    "rg" | "g" | "k" => fill = colour(&operator, &operands),
                    "TJ" => {
                        let font = font.unwrap();
                        for item in operands[0].as_array().unwrap() {
                            let Ok(codes) = item.as_str() else {
                                pen -= number(item) / 1000.0 * size;
                                continue;
                            };
                            for code in codes.chunks(2).map(|c| u16::from_be_bytes([c[0], c[1]])) {
                                let [a, b, c, d, e, f] = matrix;
                                let text = font.texts.get(&code).cloned().unwrap_or_default();
                                let (x, y, base_font) = (a * pen + e, b * pen + f, font.base_font.clone());
                                out.push(Shown { page, x, y, code, text, size, base_font, matrix: [a, b, c, d], fill: fill.clone() });
                                pen += font.width(code) / 1000.0 * size;
                            }
                        }
                    }
                    "Tj" | "Td" | "TD" | "T*" | "Tc" | "Tw" | "Tz" | "Ts" | "'" | "\"" => panic!("unexpected {operator}"),
                    _ => {}
                }
            }
        }
        out
    }

    /// Bracketed pieces: the text given outright and the number of glyphs in it. Brackets must pair inside one text object.
    pub fn spans(&self) -> Vec<(String, usize)> {
        let mut out = Vec::new();
        for page in 0..self.pages.len() {
            let mut open: Option<(String, usize)> = None;
            for (operator, operands) in self.operations(page) {
                match operator.as_str() {
                    "BDC" => {
                        let properties = operands[1].as_dict().unwrap();
                        assert!(open.replace((text(properties.get(b"ActualText").unwrap()), 0)).is_none(), "nested");
                    }
                    "EMC" => out.push(open.take().unwrap()),
                    "BT" | "ET" | "re" | "Do" => assert!(open.is_none(), "{operator} inside a piece"),
                    "TJ" => {
                        if let Some((_, count)) = &mut open {
                            *count += operands[0].as_array().unwrap().iter().filter_map(|i| i.as_str().ok()).map(|s| s.len() / 2).sum::<usize>();
                        }
                    }
                    _ => {}
                }
            }
            assert!(open.is_none());
        }
        out
    }

    /// Filled boxes (x, y, width, height) with their colour.
    pub fn boxes(&self) -> Vec<([f64; 4], String)> {
        let mut out = Vec::new();
        for page in 0..self.pages.len() {
            let (mut fill, mut pending) = (String::from("0 g"), None);
            for (operator, operands) in self.operations(page) {
                match operator.as_str() {
                    "rg" | "g" | "k" => fill = colour(&operator, &operands),
                    "re" => pending = Some(std::array::from_fn(|i| number(&operands[i]))),
                    "f" => out.extend(pending.take().map(|b| (b, fill.clone()))),
                    "S" | "B" | "W" | "n" => panic!("unexpected {operator}"),
                    _ => {}
                }
            }
        }
        out
    }

    /// Pictures: matrix, dictionary, content.
    pub fn images(&self) -> Vec<([f64; 6], Dictionary, Vec<u8>)> {
        let mut out = Vec::new();
        for page in 0..self.pages.len() {
            let resources = self.dictionary(self.page(page).get(b"Resources").unwrap());
            let objects = self.dictionary(resources.get(b"XObject").unwrap());
            let mut stack = vec![[1.0, 0.0, 0.0, 1.0, 0.0, 0.0]];
            for (operator, operands) in self.operations(page) {
                match operator.as_str() {
                    "q" => stack.push(*stack.last().unwrap()),
                    "Q" => _ = stack.pop(),
                    "cm" => {
                        let m: [f64; 6] = std::array::from_fn(|i| number(&operands[i]));
                        let top = stack.last_mut().unwrap();
                        *top = concatenated(m, *top);
                    }
                    "Do" => {
                        let stream = self.resolve(objects.get(operands[0].as_name().unwrap()).unwrap()).as_stream().unwrap().clone();
                        let flate = stream.dict.get(b"Filter").and_then(Object::as_name).is_ok_and(|f| f == b"FlateDecode");
                        let content = if flate { stream.decompressed_content().unwrap() } else { stream.content.clone() };
                        out.push((*stack.last().unwrap(), stream.dict, content));
                    }
                    _ => {}
                }
            }
        }
        out
    }

    /// The outline in reading order: depth, title, page, top of the place.
    pub fn outline(&self) -> Vec<(usize, String, usize, f64)> {
        let mut out = Vec::new();
        if let Ok(root) = self.catalog().get(b"Outlines") {
            let root = self.dictionary(root);
            let count = self.level(&root, 0, &mut out);
            assert_eq!(root.get(b"Count").and_then(Object::as_i64).unwrap(), count);
        }
        out
    }

    /// Entries below a node, each checked against its neighbours; gives how many.
    fn level(&self, parent: &Dictionary, depth: usize, out: &mut Vec<(usize, String, usize, f64)>) -> i64 {
        let mut count = 0;
        let mut next = parent.get(b"First").ok().map(|o| o.as_reference().unwrap());
        let mut previous = None;
        while let Some(id) = next {
            let entry = self.doc.get_dictionary(id).unwrap();
            assert_eq!(entry.get(b"Prev").ok().map(|o| o.as_reference().unwrap()), previous);
            let dest = entry.get(b"Dest").and_then(Object::as_array).unwrap();
            let page = self.pages.iter().position(|p| *p == dest[0].as_reference().unwrap()).unwrap();
            out.push((depth, text(entry.get(b"Title").unwrap()), page, number(&dest[3])));
            let below = self.level(entry, depth + 1, out);
            assert_eq!(entry.get(b"Count").and_then(Object::as_i64).unwrap_or(0), below);
            count += 1 + below;
            previous = Some(id);
            next = entry.get(b"Next").ok().map(|o| o.as_reference().unwrap());
        }
        assert_eq!(parent.get(b"Last").ok().map(|o| o.as_reference().unwrap()), previous);
        count
    }
}

fn concatenated(m: [f64; 6], n: [f64; 6]) -> [f64; 6] {
    [
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    ]
}

fn colour(operator: &str, operands: &[Object]) -> String {
    let numbers: Vec<String> = operands.iter().map(|o| number(o).to_string()).collect();
    format!("{} {operator}", numbers.join(" "))
}

fn number(o: &Object) -> f64 {
    o.as_float().map(f64::from).or_else(|_| o.as_i64().map(|i| i as f64)).unwrap()
}

/// A text string of a dictionary.
pub fn text(o: &Object) -> String {
    let bytes = o.as_str().unwrap();
    let Some(utf16) = bytes.strip_prefix(&[0xFE, 0xFF]) else { return String::from_utf8(bytes.to_vec()).unwrap() };
    String::from_utf16(&utf16.chunks(2).map(|c| u16::from_be_bytes([c[0], c[1]])).collect::<Vec<_>>()).unwrap()
}

/// The `bfchar` entries of a ToUnicode map.
fn to_unicode(cmap: &str) -> BTreeMap<u16, String> {
    let mut texts = BTreeMap::new();
    let mut blocks = cmap.split("beginbfchar");
    blocks.next();
    for block in blocks {
        for entry in block.split("endbfchar").next().unwrap().lines().filter(|l| l.starts_with('<')) {
            let (code, text) = entry.split_once(' ').unwrap();
            let hex = |s: &str| s.trim_matches(['<', '>', ' ']).to_owned();
            let units: Vec<u16> = hex(text).as_bytes().chunks(4).map(|c| u16::from_str_radix(std::str::from_utf8(c).unwrap(), 16).unwrap()).collect();
            texts.insert(u16::from_str_radix(&hex(code), 16).unwrap(), String::from_utf16(&units).unwrap());
        }
    }
    texts
}
