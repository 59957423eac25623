//! Workbooks that Excel protects with the password it tries by itself: whoever locks only the structure gets such a file without knowing it.

use aes::cipher::{BlockModeDecrypt, InnerIvInit, KeyInit, KeyIvInit, block_padding::NoPadding};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use md5::Md5;
use quick_xml::Reader;
use quick_xml::events::Event;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};

use super::super::refusal::Refusal;
use super::super::xml::attr;
use super::biff::{long, records as each_record, word};

/// The password that Excel and WPS try by themselves ([MS-OFFCRYPTO] 2.4.2.3).
const PASSWORD: &str = "VelvetSweatshop";
/// Most rounds of hashing that are done for one file; usual are 100,000.
const MOST_ROUNDS: u32 = 1_000_000;

fn password() -> Vec<u8> {
    PASSWORD.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// The .xlsx in an encrypted package; `None` where the password is another or the method unknown.
pub(super) fn package(info: &[u8], package: Vec<u8>) -> Option<Vec<u8>> {
    let size = usize::try_from(u64::from_le_bytes(package.get(..8)?.try_into().ok()?)).ok()?;
    let body = package.get(8..)?;
    let mut out = match (word(info, 0)?, word(info, 2)?) {
        (4, 4) => Agile::read(info.get(8..)?)?.open(body)?,
        (2..=4, 2) => standard(info, body)?,
        _ => return None,
    };
    out.truncate(size);
    Some(out)
}

fn sha1(parts: &[&[u8]]) -> Vec<u8> {
    hash("SHA1", parts).unwrap_or_default()
}

fn hash(method: &str, parts: &[&[u8]]) -> Option<Vec<u8>> {
    fn of<D: Digest>(parts: &[&[u8]]) -> Vec<u8> {
        let mut digest = D::new();
        parts.iter().for_each(|p| digest.update(p));
        digest.finalize().to_vec()
    }
    match method.replace('-', "").as_str() {
        "SHA1" => Some(of::<Sha1>(parts)),
        "SHA256" => Some(of::<Sha256>(parts)),
        "SHA384" => Some(of::<Sha384>(parts)),
        "SHA512" => Some(of::<Sha512>(parts)),
        "MD5" => Some(of::<Md5>(parts)),
        _ => None,
    }
}

/// AES with chained blocks; what does not fill a block at the end is left out.
fn cbc(key: &[u8], iv: &[u8], data: &[u8]) -> Option<Vec<u8>> {
    fn run<C: aes::cipher::BlockCipherDecrypt + KeyInit>(key: &[u8], iv: &[u8], data: &mut [u8]) -> Option<()>
    where
        cbc::Decryptor<C>: KeyIvInit + BlockModeDecrypt + InnerIvInit,
    {
        let decryptor = <cbc::Decryptor<C> as KeyIvInit>::new_from_slices(key, iv).ok()?;
        decryptor.decrypt_padded::<NoPadding>(data).ok().map(|_| ())
    }
    let mut data = data.get(..data.len() / 16 * 16)?.to_vec();
    let iv = iv.get(..16)?;
    match key.len() {
        16 => run::<aes::Aes128>(key, iv, &mut data)?,
        24 => run::<aes::Aes192>(key, iv, &mut data)?,
        32 => run::<aes::Aes256>(key, iv, &mut data)?,
        _ => return None,
    }
    Some(data)
}

/// AES block by block.
fn ecb(key: &[u8], data: &[u8]) -> Option<Vec<u8>> {
    fn run<C: aes::cipher::BlockCipherDecrypt + KeyInit>(key: &[u8], data: &mut [u8]) -> Option<()>
    where
        ecb::Decryptor<C>: KeyInit + BlockModeDecrypt,
    {
        let decryptor = <ecb::Decryptor<C> as KeyInit>::new_from_slice(key).ok()?;
        decryptor.decrypt_padded::<NoPadding>(data).ok().map(|_| ())
    }
    let mut data = data.get(..data.len() / 16 * 16)?.to_vec();
    match key.len() {
        16 => run::<aes::Aes128>(key, &mut data)?,
        24 => run::<aes::Aes192>(key, &mut data)?,
        32 => run::<aes::Aes256>(key, &mut data)?,
        _ => return None,
    }
    Some(data)
}

/// Standard encryption ([MS-OFFCRYPTO] 2.3.4.5 to 9), of Excel 2007 and of many writers that are not Excel.
fn standard(info: &[u8], body: &[u8]) -> Option<Vec<u8>> {
    let header = usize::try_from(long(info, 8)?).ok()?;
    let bits = usize::try_from(long(info, 12 + 16)?).ok()?;
    let verifier = info.get(12_usize.checked_add(header)?..)?;
    let salt = verifier.get(4..20)?;
    let mut h = sha1(&[salt, &password()]);
    for i in 0..50_000u32 {
        h = sha1(&[&i.to_le_bytes(), &h]);
    }
    let last = sha1(&[&h, &0u32.to_le_bytes()]);
    let derived = |pad: u8| {
        let mut block = [pad; 64];
        block.iter_mut().zip(&last).for_each(|(b, h)| *b ^= h);
        sha1(&[&block])
    };
    let key = [derived(0x36), derived(0x5C)].concat();
    let key = key.get(..bits / 8)?;
    let said = ecb(key, verifier.get(20..36)?)?;
    let expected = ecb(key, verifier.get(40..72)?)?;
    (sha1(&[&said]).as_slice() == expected.get(..20)?).then(|| ecb(key, body))?
}

/// Agile encryption ([MS-OFFCRYPTO] 2.3.4.10 to 15), of Excel 2010 and later and of WPS.
struct Agile {
    data: Parameters,
    key: Parameters,
    rounds: u32,
    verifier: Vec<u8>,
    verifier_hash: Vec<u8>,
    secret: Vec<u8>,
}

#[derive(Default)]
struct Parameters {
    salt: Vec<u8>,
    bits: usize,
    hash: String,
    is_aes: bool,
}

impl Agile {
    fn read(xml: &[u8]) -> Option<Self> {
        let mut xml = Reader::from_reader(xml);
        let (mut data, mut found) = (None, None);
        let mut buf = Vec::new();
        loop {
            buf.clear();
            match xml.read_event_into(&mut buf).ok()? {
                Event::Start(e) | Event::Empty(e) => {
                    let bytes = |name| attr(&e, name).and_then(|v| STANDARD.decode(v.trim()).ok());
                    let parameters = || {
                        Some(Parameters {
                            salt: bytes("saltValue")?,
                            bits: attr(&e, "keyBits")?.parse().ok()?,
                            hash: attr(&e, "hashAlgorithm")?,
                            is_aes: attr(&e, "cipherAlgorithm")? == "AES" && attr(&e, "cipherChaining")? == "ChainingModeCBC",
                        })
                    };
                    match e.local_name().as_ref() {
                        "keyData" => data = parameters(),
                        "encryptedKey" => {
                            let rounds = attr(&e, "spinCount")?.parse().ok()?;
                            found = Some((
                                parameters()?,
                                rounds,
                                bytes("encryptedVerifierHashInput")?,
                                bytes("encryptedVerifierHashValue")?,
                                bytes("encryptedKeyValue")?,
                            ));
                        }
                        _ => {}
                    }
                }
                Event::Eof => break,
                _ => {}
            }
        }
        let (data, (key, rounds, verifier, verifier_hash, secret)) = (data?, found?);
        (data.is_aes && key.is_aes && rounds <= MOST_ROUNDS).then_some(Self { data, key, rounds, verifier, verifier_hash, secret })
    }

    fn open(&self, body: &[u8]) -> Option<Vec<u8>> {
        let method = self.key.hash.as_str();
        let mut h = hash(method, &[&self.key.salt, &password()])?;
        for i in 0..self.rounds {
            h = hash(method, &[&i.to_le_bytes(), &h])?;
        }
        let part = |block: [u8; 8], data: &[u8]| {
            let key = fitted(hash(method, &[&h, &block])?, self.key.bits / 8);
            cbc(&key, &fitted(self.key.salt.clone(), 16), data)
        };
        let said = part([0xFE, 0xA7, 0xD2, 0x76, 0x3B, 0x4B, 0x9E, 0x79], &self.verifier)?;
        let expected = part([0xD7, 0xAA, 0x0F, 0x6D, 0x30, 0x61, 0x34, 0x4E], &self.verifier_hash)?;
        let actual = hash(method, &[said.get(..self.key.salt.len())?])?;
        if expected.get(..actual.len())? != actual {
            return None;
        }
        let secret = part([0x14, 0x6E, 0x0B, 0xE7, 0xAB, 0xAC, 0xD0, 0xD6], &self.secret)?;
        let secret = secret.get(..self.data.bits / 8)?;
        let mut out = Vec::with_capacity(body.len());
        for (i, piece) in body.chunks(4096).enumerate() {
            let iv = fitted(hash(&self.data.hash, &[&self.data.salt, &u32::try_from(i).ok()?.to_le_bytes()])?, 16);
            out.extend(cbc(secret, &iv, piece)?);
        }
        Some(out)
    }
}

/// Cut, or filled up with 0x36, to a length.
fn fitted(mut bytes: Vec<u8>, length: usize) -> Vec<u8> {
    bytes.resize(length, 0x36);
    bytes
}

/// Opens the records of an .xls in place; says whether they were encrypted at all.
pub(super) fn records(stream: &mut [u8]) -> Result<bool, Refusal> {
    let Some(pass) = each_record(stream, 0).take(64).find(|r| r.id == 0x002F) else { return Ok(false) };
    let body = stream.get(pass.at..pass.at + pass.len).unwrap_or_default();
    let mut cipher = if is_obfuscated(body)? {
        None
    } else {
        let keys = Keys::read(body).ok_or(Refusal::Password)?;
        Some(Stream { keys, block: None, rc4: Rc4::new(&[0]), used: 0 })
    };
    let all: Vec<_> = each_record(stream, 0).collect();
    for r in all {
        // These are never encrypted; of a BOUNDSHEET its place in the stream is not.
        let clear = match r.id {
            0x0809 | 0x002F | 0x00E1 | 0x0194 | 0x0195 | 0x0196 | 0x0138 => continue,
            0x0085 => 4,
            _ => 0,
        };
        for at in r.at + clear.min(r.len)..r.at + r.len {
            let Some(byte) = stream.get_mut(at) else { break };
            match &mut cipher {
                Some(cipher) => *byte ^= cipher.at(at),
                // [MS-XLS] 2.2.10: where the mask begins depends on where the record does and how long it is.
                None => *byte = (*byte ^ MASK[(at + r.len) % 16]).rotate_right(5),
            }
        }
    }
    // The mark of protection becomes a record that means nothing.
    if let Some(id) = stream.get_mut(pass.at - 4..pass.at - 2) {
        id.copy_from_slice(&0x00FFu16.to_le_bytes());
    }
    Ok(true)
}

/// What the password makes of the mask, the key and the verifier of the oldest method ([MS-OFFCRYPTO] 2.3.7: `CreateXorArray_Method1`).
const MASK: [u8; 16] = [0x87, 0x6B, 0x9A, 0xE2, 0x1E, 0xE3, 0x05, 0x62, 0x1E, 0x69, 0x96, 0x60, 0x98, 0x6E, 0x94, 0x04];
const MASK_KEY: u16 = 0xB359;
const MASK_VERIFIER: u16 = 0x9A0A;

/// Whether a workbook is only masked, as in Excel 95 and on request later; refuses one masked with another password.
fn is_obfuscated(pass: &[u8]) -> Result<bool, Refusal> {
    // BIFF5 has no number of the method before the key.
    let fields = match (pass.len(), word(pass, 0)) {
        (4, _) => (word(pass, 0), word(pass, 2)),
        (_, Some(0)) => (word(pass, 2), word(pass, 4)),
        _ => return Ok(false),
    };
    if fields == (Some(MASK_KEY), Some(MASK_VERIFIER)) { Ok(true) } else { Err(Refusal::Password) }
}

/// How the key of a block of 1024 bytes is made.
enum Keys {
    /// RC4 of Excel 97 ([MS-OFFCRYPTO] 2.3.6).
    Office97(Vec<u8>),
    /// RC4 by CryptoAPI ([MS-OFFCRYPTO] 2.3.5), with the length of the key.
    CryptoApi(Vec<u8>, usize),
}

impl Keys {
    /// From the FILEPASS record; `None` where the password is another.
    fn read(body: &[u8]) -> Option<Self> {
        if word(body, 0)? != 1 {
            return None;
        }
        let (keys, verifier, expected) = match (word(body, 2)?, word(body, 4)?) {
            (1, 1) => {
                let salt = body.get(6..22)?;
                let first = hash("MD5", &[&password()])?;
                let mixed = [first.get(..5)?, salt].concat().repeat(16);
                let base = hash("MD5", &[&mixed])?;
                (Self::Office97(base.get(..5)?.to_vec()), body.get(22..38)?, body.get(38..54)?)
            }
            (2..=4, 2) => {
                let header = usize::try_from(long(body, 10)?).ok()?;
                let bits = usize::try_from(long(body, 14 + 16)?).ok()?;
                let rest = body.get(14_usize.checked_add(header)?..)?;
                let base = sha1(&[rest.get(4..20)?, &password()]);
                (Self::CryptoApi(base, if bits == 0 { 40 } else { bits } / 8), rest.get(20..36)?, rest.get(40..60)?)
            }
            _ => return None,
        };
        let mut rc4 = Rc4::new(&keys.of(0)?);
        let said: Vec<u8> = verifier.iter().map(|b| b ^ rc4.next()).collect();
        let hashed: Vec<u8> = expected.iter().map(|b| b ^ rc4.next()).collect();
        let method = if matches!(keys, Self::Office97(_)) { "MD5" } else { "SHA1" };
        (hash(method, &[&said])? == hashed).then_some(keys)
    }

    fn of(&self, block: u32) -> Option<Vec<u8>> {
        match self {
            Self::Office97(base) => hash("MD5", &[base, &block.to_le_bytes()]),
            Self::CryptoApi(base, length) => {
                let mut key = sha1(&[base, &block.to_le_bytes()]).get(..*length)?.to_vec();
                if *length == 5 {
                    key.resize(16, 0);
                }
                Some(key)
            }
        }
    }
}

/// The key stream over a stream of records: it runs over everything, also over what is not encrypted.
struct Stream {
    keys: Keys,
    block: Option<u32>,
    rc4: Rc4,
    used: usize,
}

impl Stream {
    /// The byte of the key stream at `at`, which never goes back.
    fn at(&mut self, at: usize) -> u8 {
        let block = u32::try_from(at / 1024).unwrap_or(u32::MAX);
        if self.block != Some(block) {
            self.rc4 = Rc4::new(&self.keys.of(block).unwrap_or_default());
            (self.block, self.used) = (Some(block), 0);
        }
        while self.used < at % 1024 {
            self.rc4.next();
            self.used += 1;
        }
        self.used += 1;
        self.rc4.next()
    }
}

struct Rc4 {
    state: [u8; 256],
    i: u8,
    j: u8,
}

impl Rc4 {
    fn new(key: &[u8]) -> Self {
        let mut state: [u8; 256] = std::array::from_fn(|i| i as u8);
        let mut j = 0u8;
        for (i, k) in (0..=255u8).zip(key.iter().cycle()) {
            j = j.wrapping_add(state[usize::from(i)]).wrapping_add(*k);
            state.swap(usize::from(i), usize::from(j));
        }
        Self { state, i: 0, j: 0 }
    }

    fn next(&mut self) -> u8 {
        self.i = self.i.wrapping_add(1);
        self.j = self.j.wrapping_add(self.state[usize::from(self.i)]);
        self.state.swap(usize::from(self.i), usize::from(self.j));
        self.state[usize::from(self.state[usize::from(self.i)].wrapping_add(self.state[usize::from(self.j)]))]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_stream_is_the_published_one() {
        // RFC 6229, key 0102030405, offset 0.
        let mut rc4 = Rc4::new(&[1, 2, 3, 4, 5]);
        let stream: Vec<u8> = (0..8).map(|_| rc4.next()).collect();
        assert_eq!(stream, [0xB2, 0x39, 0x63, 0x05, 0xF0, 0x3D, 0xC0, 0x27]);
    }
}
