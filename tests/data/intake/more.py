# The workbook of make.py in packagings that LibreOffice does not write, by the published layouts ([MS-XLSB], [MS-XLS], [MS-CFB], [MS-OFFCRYPTO]).
# Needs base.xls and base.xlsx beside it. Nothing here is random: the files come out the same each time.
import hashlib, struct, zipfile, sys

# --- compound file, version 3: one stream ---
def compound(name, data):
    if len(data) < 4096:
        # The rest reads as empty records, none cut.
        data = data + bytes(4096 + (len(data) - 4096) % 4 - len(data))
    sectors = -(-len(data) // 512)
    fats = 1
    while (sectors + 1 + fats) > fats * 128:
        fats += 1
    fat = [i + 1 for i in range(sectors - 1)] + [0xFFFFFFFE, 0xFFFFFFFE] + [0xFFFFFFFD] * fats
    fat += [0xFFFFFFFF] * (fats * 128 - len(fat))
    def entry(name, kind, child, start, size):
        wide = (name + "\0").encode("utf-16le")
        return wide.ljust(64, b"\0") + struct.pack("<HBBIII16sIQQIQ", len(wide), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child, b"", 0, 0, 0, start, size)
    directory = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry(name, 2, 0xFFFFFFFF, 0, len(data))
    directory += (bytes(64) + struct.pack("<HBBIII16sIQQIQ", 0, 0, 0, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, b"", 0, 0, 0, 0, 0)) * 2
    head = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16) + struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, fats, sectors, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    difat = [sectors + 1 + i for i in range(fats)]
    head += struct.pack("<109I", *(difat + [0xFFFFFFFF] * (109 - fats)))
    assert len(head) == 512 and len(directory) == 512
    return head + data.ljust(sectors * 512, b"\0") + directory + struct.pack("<%dI" % len(fat), *fat)

# --- protected .xls ---
def stream_of(xls):
    import olefile
    return olefile.OleFileIO(xls).openstream("Workbook").read()

def each(stream):
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield at, kind, stream[at + 4:at + 4 + size]
        at += 4 + size

CLEAR = {0x0809, 0x002F, 0x00E1, 0x0194, 0x0195, 0x0196, 0x0138}

def protected(stream, filepass, cipher):
    """Puts FILEPASS behind the first BOF and encrypts; cipher(offset of the body, body, bytes of it that stay clear) -> the rest."""
    shift = 4 + len(filepass)
    out = bytearray()
    for i, (at, kind, body) in enumerate(each(stream)):
        if kind == 0x0085:
            body = struct.pack("<I", struct.unpack_from("<I", body)[0] + shift) + body[4:]
        out += struct.pack("<HH", kind, len(body))
        clear = len(body) if kind in CLEAR else 4 if kind == 0x0085 else 0
        out += body[:clear] + cipher(len(out), body, clear)
        if i == 0:
            out += struct.pack("<HH", 0x002F, len(filepass)) + filepass
    return bytes(out)

PASSWORD = "VelvetSweatshop"

# [MS-OFFCRYPTO] 2.3.7.2: the tables of CreateXorKey_Method1, in a form that is computed: the key is a CRC-like register.
def xor_tables():
    pad = bytes.fromhex("BBFFFFBAFFFFB98000BE0F00BF0F00")
    initial = [0xE1F0, 0x1D0F, 0xCC9C, 0x84C0, 0x110C, 0x0E10, 0xF1CE, 0x313E, 0x1872, 0xE139, 0xD40F, 0x84F9, 0x280C, 0xA96A, 0x4EC3]
    matrix = """AEFC4DD99BB227454E8A9D142A097B61F6C2FDA5EB6BC6F79DCF2BBF45638AC605AD0B5A16B42D685AD0037506EA0DD41BA837506EA0DD40D849A0B35147A28E
553DAA7A44D56F45DE8AAD354A4B9496390D721AEB23C6679CEF29FF53FEA7FC5FD947D38FA60F6D1EDA3DB47B68F6D0B86160E3C1C693AD377B6EF6DDEC45A08B4006A1
0D421A8435086A10AA51448389 06022D045A08B4116876B4ED68CAF185C31BA7374E6E9C37306E60DCC0A9A1436386C61DAD33316662CCC489A9037306E60DCC10212042408481081231246248C4"""
    matrix = "".join(matrix.split())
    return pad, initial, [int(matrix[i:i + 4], 16) for i in range(0, len(matrix), 4)]

def ror(b, n):
    return ((b >> n) | (b << (8 - n))) & 0xFF

def xor_key():
    pad, initial, matrix = xor_tables()
    assert len(matrix) == 105
    key, at = initial[len(PASSWORD) - 1], 104
    for ch in reversed(PASSWORD.encode()):
        for _ in range(7):
            if ch & 0x40:
                key ^= matrix[at]
            ch = (ch << 1) & 0xFF
            at -= 1
    verifier = 0
    for b in reversed(bytes([len(PASSWORD)]) + PASSWORD.encode()):
        verifier = ((verifier >> 14) & 1) ^ ((verifier * 2) & 0x7FFF) ^ b
    array = [0] * 16
    p = PASSWORD.encode()
    array[15] = ror(pad[0] ^ (key >> 8), 1)
    for i, ch in enumerate(p):
        array[i] = ror(ch ^ ((key >> 8) if i % 2 else (key & 0xFF)), 1)
    return key, verifier ^ 0xCE4B, array

def xor(stream, biff8=True):
    key, verifier, array = xor_key()
    def cipher(at, body, clear):
        # DecryptData_Method1 turned round: what is stored, rotated right by five after the exclusive or, is the text.
        return bytes(ror(b, 3) ^ array[(at + len(body) + clear + i) % 16] for i, b in enumerate(body[clear:]))
    return protected(stream, (b"\0\0" if biff8 else b"") + struct.pack("<HH", key, verifier), cipher)

def rc4(key):
    s, j = list(range(256)), 0
    for i in range(256):
        j = (j + s[i] + key[i % len(key)]) & 255
        s[i], s[j] = s[j], s[i]
    i = j = 0
    while True:
        i = (i + 1) & 255
        j = (j + s[i]) & 255
        s[i], s[j] = s[j], s[i]
        yield s[(s[i] + s[j]) & 255]

def crypto_api(stream, bits):
    salt = bytes(range(16))
    base = hashlib.sha1(salt + PASSWORD.encode("utf-16le")).digest()
    def key(block):
        k = hashlib.sha1(base + struct.pack("<I", block)).digest()[:bits // 8]
        return k + bytes(11) if bits == 40 else k
    gen = rc4(key(0))
    verifier = bytes(range(100, 116))
    coded = bytes(b ^ next(gen) for b in verifier + hashlib.sha1(verifier).digest())
    csp = "Microsoft Enhanced Cryptographic Provider v1.0\0".encode("utf-16le")
    header = struct.pack("<IIIIIIII", 4, 0, 0x6801, 0x8004, bits, 1, 0, 0) + csp
    body = struct.pack("<HHHII", 1, 4, 2, 4, len(header)) + header + struct.pack("<I", 16) + salt + coded[:16] + struct.pack("<I", 20) + coded[16:]
    known = {}
    def byte(at):
        block = at // 1024
        if block not in known:
            gen = rc4(key(block))
            known[block] = [next(gen) for _ in range(1024)]
        return known[block][at % 1024]
    return protected(stream, body, lambda at, b, clear: bytes(c ^ byte(at + clear + i) for i, c in enumerate(b[clear:])))

# --- BIFF5: the cells of make.py, texts in GBK ---
def biff5():
    rec = lambda kind, body=b"": struct.pack("<HH", kind, len(body)) + body
    g = lambda t: t.encode("gbk")
    bof = lambda kind: rec(0x0809, struct.pack("<HHHH", 0x0500, kind, 0x0DBB, 1996))
    xf = lambda fmt, style=False: rec(0x00E0, struct.pack("<HHHBBHHHH", 0, fmt, 0xFFF5 if style else 1, 0x20, 0, 0x20C0, 0, 0, 0))
    font = rec(0x0031, struct.pack("<HHHHHBBBxB", 240, 0, 0x7FFF, 400, 0, 0, 0, 134, 4) + g("宋体"))
    def label(r, c, t): t = g(t); return rec(0x0204, struct.pack("<HHHH", r, c, 15, len(t)) + t)
    def number(r, c, n, x=15): return rec(0x0203, struct.pack("<HHHd", r, c, x, n))
    row = lambda r, hidden: rec(0x0208, struct.pack("<HHHHHHHH", r, 0, 7, 0xFF, 0, 0, 0x0120 if hidden else 0x0100, 15))
    ref = lambda r, c: struct.pack("<HB", r | 0xC000, c)
    def formula(r, c, result, rgce): return rec(0x0006, struct.pack("<HHH", r, c, 15) + result + struct.pack("<HIH", 0, 0, len(rgce)) + rgce)
    first = bof(0x10) + rec(0x007D, struct.pack("<HHHHHH", 4, 4, 2000, 15, 1, 0)) + rec(0x0200, struct.pack("<HHHHH", 0, 6, 0, 6, 0))
    first += b"".join(row(r, r == 3) for r in range(6))
    first += label(0, 0, "统计表") + b"".join(label(1, c, t) for c, t in enumerate(["单位", "会员数", "覆盖率", "日期"]))
    first += label(2, 0, "甲县") + number(2, 1, 1203) + number(2, 2, 0.855, 16) + number(2, 3, 44972, 18) + label(2, 4, "隐藏列")
    first += formula(2, 5, bytes([2, 0, 7, 0, 0, 0, 0xFF, 0xFF]), b"\x1E\x01\x00\x1E\x00\x00\x06")
    first += label(3, 0, "隐藏行") + number(3, 1, 1) + label(4, 0, "乙县") + number(4, 1, 877.5) + number(4, 2, 0.9, 17)
    first += formula(4, 3, struct.pack("<d", 2080.5), b"\x44" + ref(2, 1) + b"\x44" + ref(4, 1) + b"\x03")
    first += rec(0x0205, struct.pack("<HHHBB", 4, 5, 15, 1, 0)) + label(5, 1, "877人")
    first += rec(0x00E5, struct.pack("<HHHHHHHHH", 2, 0, 0, 0, 3, 4, 5, 0, 0)) + rec(0x000A)
    second = bof(0x10) + rec(0x0200, struct.pack("<HHHHH", 0, 1, 0, 1, 0)) + label(0, 0, "甲县") + rec(0x000A)
    head = bof(0x05) + rec(0x0042, struct.pack("<H", 936)) + font * 4
    head += rec(0x041E, struct.pack("<HB", 164, 4) + b"0.0%") + rec(0x041E, struct.pack("<HB", 165, 10) + b"yyyy-mm-dd")
    head += xf(0, True) * 15 + xf(0) + xf(164) + xf(2) + xf(165)
    names = [(g("填报表"), 0, first), (g("字典"), 1, second)]
    size = len(head) + sum(4 + 7 + len(n) for n, _, _ in names) + 4
    for n, hidden, body in names:
        head += rec(0x0085, struct.pack("<IBBB", size, hidden, 0, len(n)) + n)
        size += len(body)
    return head + rec(0x000A) + first + second

# --- .xlsb: the cells of make.py ---
def xlsb(path):
    def rec(kind, body=b""):
        out = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
        n = len(body)
        while n > 0x7F:
            out, n = out + bytes([n & 0x7F | 0x80]), n >> 7
        return out + bytes([n]) + body
    wide = lambda t: struct.pack("<I", len(t)) + t.encode("utf-16le")
    strings = []
    def text(c, t):
        if t not in strings:
            strings.append(t)
        return rec(7, struct.pack("<III", c, 0, strings.index(t)))
    number = lambda c, n, x=0: rec(5, struct.pack("<IId", c, x, n))
    row = lambda r, hidden=False: rec(0, struct.pack("<IIHBBBI", r, 0, 300, 0, 0x10 if hidden else 0, 0, 1) + struct.pack("<II", 0, 6))
    small = lambda c, n, x=0: rec(2, struct.pack("<III", c, x, n << 2 | 2))
    ref = lambda r, c: b"\x44" + struct.pack("<IH", r, c | 0xC000)
    def formula(kind, c, result, rgce): return rec(kind, struct.pack("<II", c, 0) + result + struct.pack("<HI", 0, len(rgce)) + rgce + struct.pack("<I", 0))
    sheet = rec(129) + rec(148, struct.pack("<IIII", 0, 5, 0, 5)) + rec(390) + rec(60, struct.pack("<IIIIH", 4, 4, 2000, 0, 1)) + rec(391) + rec(145)
    sheet += row(0) + text(0, "统计表") + row(1) + b"".join(text(c, t) for c, t in enumerate(["单位", "会员数", "覆盖率", "日期"]))
    sheet += row(2) + text(0, "甲县") + small(1, 1203) + number(2, 0.855, 1) + number(3, 44972, 3) + text(4, "隐藏列")
    sheet += formula(11, 5, b"\x07", b"\x1E\x01\x00\x1E\x00\x00\x06")
    sheet += row(3, True) + text(0, "隐藏行") + small(1, 1)
    sheet += row(4) + text(0, "乙县") + number(1, 877.5) + number(2, 0.9, 2) + formula(9, 3, struct.pack("<d", 2080.5), ref(2, 1) + ref(4, 1) + b"\x03")
    sheet += rec(4, struct.pack("<IIB", 5, 0, 1)) + row(5) + text(1, "877人") + rec(146)
    sheet += rec(177, struct.pack("<I", 2)) + rec(176, struct.pack("<IIII", 0, 0, 0, 3)) + rec(176, struct.pack("<IIII", 4, 5, 0, 0)) + rec(178) + rec(130)
    other = rec(129) + rec(148, struct.pack("<IIII", 0, 0, 0, 0)) + rec(145) + row(0) + text(0, "甲县") + rec(146) + rec(130)
    book = rec(131) + rec(153, struct.pack("<II", 0, 0) + struct.pack("<I", 0)) + rec(143)
    book += rec(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("填报表")) + rec(156, struct.pack("<II", 1, 2) + wide("rId2") + wide("字典")) + rec(144) + rec(132)
    xf = lambda fmt: rec(47, struct.pack("<HHHHHBBH", 0, fmt, 0, 0, 0, 0, 0, 0) + b"\x00\x00")
    style = rec(278) + rec(615, struct.pack("<I", 2)) + rec(44, struct.pack("<H", 164) + wide("0.0%")) + rec(44, struct.pack("<H", 165) + wide("yyyy-mm-dd")) + rec(616)
    font = rec(43, struct.pack("<HHHHBBBB", 220, 0, 400, 0, 0, 0, 134, 0) + struct.pack("<BBhBBBB", 0x03, 64, 0, 0, 0, 0, 0xFF) + b"\x00" + wide("宋体"))
    style += rec(611, struct.pack("<I", 1)) + font + rec(612)
    style += rec(626, struct.pack("<I", 1)) + rec(47, struct.pack("<HHHHHBBH", 0xFFFF, 0, 0, 0, 0, 0, 0, 0) + b"\x00\x00") + rec(627)
    style += rec(617, struct.pack("<I", 4)) + xf(0) + xf(164) + xf(2) + xf(165) + rec(618) + rec(279)
    sst = rec(159, struct.pack("<II", len(strings), len(strings))) + b"".join(rec(19, b"\0" + wide(t)) for t in strings) + rec(160)
    kind = "application/vnd.ms-excel."
    types = "".join('<Override PartName="/xl/%s" ContentType="%s"/>' % p for p in [("workbook.bin", kind + "sheet.binary.macroEnabled.main"), ("worksheets/sheet1.bin", kind + "worksheet"), ("worksheets/sheet2.bin", kind + "worksheet"), ("styles.bin", kind + "styles"), ("sharedStrings.bin", kind + "sharedStrings")])
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    rels = lambda all: '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' + "".join('<Relationship Id="rId%d" Type="%s%s" Target="%s"/>' % (i + 1, rel, k, t) for i, (k, t) in enumerate(all)) + "</Relationships>"
    parts = [
        ("[Content_Types].xml", '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="bin" ContentType="application/octet-stream"/>' + types + "</Types>"),
        ("_rels/.rels", rels([("officeDocument", "xl/workbook.bin")])),
        ("xl/workbook.bin", book),
        ("xl/_rels/workbook.bin.rels", rels([("worksheet", "worksheets/sheet1.bin"), ("worksheet", "worksheets/sheet2.bin"), ("styles", "styles.bin"), ("sharedStrings", "sharedStrings.bin")])),
        ("xl/worksheets/sheet1.bin", sheet), ("xl/worksheets/sheet2.bin", other), ("xl/styles.bin", style), ("xl/sharedStrings.bin", sst),
    ]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in parts:
            z.writestr(zipfile.ZipInfo(name, (2023, 1, 1, 0, 0, 0)), data)

# --- .xlsm: base.xlsx with its main part declared as one that may hold macros ---
def xlsm(path):
    with zipfile.ZipFile("base.xlsx") as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        for name in old.namelist():
            data = old.read(name)
            if name == "[Content_Types].xml":
                data = data.replace(b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")
            z.writestr(zipfile.ZipInfo(name, (2023, 1, 1, 0, 0, 0)), data)

if __name__ == "__main__":
    write = lambda name, data: open(name, "wb").write(data)
    plain = stream_of("base.xls")
    write("velvet-xor.xls", compound("Workbook", xor(plain)))
    write("velvet-capi40.xls", compound("Workbook", crypto_api(plain, 40)))
    write("velvet-capi128.xls", compound("Workbook", crypto_api(plain, 128)))
    write("base5.xls", compound("Book", biff5()))
    write("velvet5-xor.xls", compound("Book", xor(biff5(), False)))
    xlsb("base.xlsb")
    xlsm("base.xlsm")
    print("key %04X verifier %04X array %s" % (xor_key()[0], xor_key()[1], bytes(xor_key()[2]).hex()))
