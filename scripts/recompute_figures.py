#!/usr/bin/env python3
"""Recomputes the figures of a period straight from the workbooks and compares them with those of hongtou.

usage: hongtou figures 2023-02 --format json | scripts/recompute_figures.py 2023-02 [-i inputs] [FIGURES.json]

A judge that shares no code with the program: it reads the .xlsx files with openpyxl, takes from campaign.toml what there is to report, and adds up by
the rules that the office works by. Other formats than .xlsx it cannot read: of such a unit it takes the program's own unit figures, says so, and
checks only how they enter the totals.

Exit 0: all figures agree. 1: differences, listed one a line. 2: usage.
"""

import argparse
import datetime
import json
import sys
import tomllib
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, localcontext
from pathlib import Path

import openpyxl

MISSING, NOT_OWED, NO_FORM = "missing", "not owed", "no form"
UNREADABLE = "unreadable"


def add(month, n):
    index = month[0] * 12 + month[1] - 1 + n
    return index // 12, index % 12 + 1


def months_of(period, length):
    """First and last month of a period by its name."""
    year = int(period[:4])
    rest = period[4:]
    if rest.startswith("-"):
        last = (year, int(rest[1:]))
        return add(last, 1 - length), last
    if rest.startswith("Q"):
        return (year, int(rest[1]) * 3 - 2), (year, int(rest[1]) * 3)
    if rest.startswith("H"):
        return (year, int(rest[1]) * 6 - 5), (year, int(rest[1]) * 6)
    return (year, 1), (year, 12)


def run(first, last):
    months = []
    while first <= last:
        months.append(first)
        first = add(first, 1)
    return months


def name(month):
    return f"{month[0]:04}-{month[1]:02}"


def number(cell):
    """A number, 不适用, blank, or nothing that can be used."""
    value = cell.value
    if value is None or (isinstance(value, str) and value.strip() in ("", "未统计")):
        return None
    if isinstance(value, str) and value.strip() == "不适用":
        return NOT_OWED
    if isinstance(value, bool) or isinstance(value, (datetime.datetime, datetime.date)):
        return MISSING
    try:
        return Decimal(repr(value) if isinstance(value, (int, float)) else value.strip())
    except InvalidOperation:
        return MISSING


class Form:
    """One workbook."""

    def __init__(self, path, campaign, period):
        book = openpyxl.load_workbook(path, data_only=True)
        form = campaign["form"]
        hidden = {r[0].value: r[1].value for r in book["_form"].iter_rows() if len(r) > 1}
        self.unit, self.period, self.rows, self.lists = hidden["unit"], period, {}, {}
        columns = form["columns"]
        names = {i["name"]: i for i in campaign["indicator"]}
        heads = None
        for row in book[form["indicator_sheet"]].iter_rows():
            texts = [c.value for c in row]
            if heads is None:
                if columns["indicator"] in texts:
                    heads = {t: n for n, t in enumerate(texts) if t}
                continue
            indicator = names.get(texts[heads[columns["indicator"]]])
            if indicator is None:
                continue
            months = run(add(period, 1 - campaign["cycle"]["months"]), period)
            cell = lambda head: row[heads[head]]
            self.rows[indicator["id"]] = {
                "months": {m: number(cell(f"{m[1]}月")) for m in months},
                "status": cell(f"{period[1]}月").value,
                "correction": number(cell(columns["correction"])),
                "carried": number(cell(columns["carried"])),
                "plan": number(cell(columns["plan"])),
                "note": cell(columns["note"]).value or "",
            }
        for sheet in form["list"]:
            if sheet["name"] not in book.sheetnames:
                continue
            heads, records = None, []
            wanted = {c["name"]: c["id"] for c in sheet["column"]}
            for row in book[sheet["name"]].iter_rows():
                texts = [c.value for c in row]
                if heads is None:
                    if set(wanted) <= set(texts):
                        heads = {wanted[t]: n for n, t in enumerate(texts) if t in wanted}
                elif any(t not in (None, "") for t in texts):
                    records.append({column: texts[n] for column, n in heads.items()})
            if heads is not None:
                self.lists[sheet["id"]] = records


class Judge:
    def __init__(self, root, period):
        self.root = root
        self.campaign = tomllib.loads((root / "campaign.toml").read_text("utf-8"))
        self.length = self.campaign["cycle"]["months"]
        self.ends = self.campaign["cycle"]["ends"]
        self.start = tuple(map(int, self.campaign["campaign"]["start"].split("-")))
        self.units = [u["name"] for u in self.campaign["unit"]]
        self.role = {u["name"]: u["role"] for u in self.campaign["unit"]}
        self.indicators = {i["id"]: i for i in self.campaign["indicator"]}
        self.lists = {sheet["name"]: sheet for sheet in self.campaign["form"]["list"]}
        self.period = period
        self.forms, self.skipped = {}, set()
        for folder in sorted(p for p in root.iterdir() if p.is_dir()):
            end = tuple(map(int, folder.name.split("-")))
            for path in sorted(folder.iterdir()):
                if path.name.startswith("~$") or path.suffix == ".toml":
                    continue
                if path.suffix == ".xlsx":
                    form = Form(path, self.campaign, end)
                    self.forms[form.unit, end] = form
                else:
                    for unit in self.units:
                        if unit in path.name:
                            self.skipped.add((unit, end))

    def form_end(self, month):
        while month[1] not in self.ends:
            month = add(month, 1)
        return month

    def month_of(self, date):
        month = (date.year, date.month)
        cutoff = self.campaign["cycle"]["cutoff_day"]
        return add(month, 1) if cutoff != "end" and date.day > cutoff else month

    def touches_skipped(self, unit, last):
        """Whether a figure of the unit up to a month may rest on a workbook that could not be read."""
        return any(u == unit and end <= self.form_end(last) for u, end in self.skipped)

    # What a unit gives: a Decimal, MISSING, NOT_OWED or UNREADABLE.

    def entry(self, unit, indicator, month):
        end = self.form_end(month)
        if (unit, end) in self.skipped:
            return UNREADABLE
        form = self.forms.get((unit, end))
        if form is None:
            return NO_FORM
        value = form.rows.get(indicator["id"], {"months": {}})["months"].get(month)
        return MISSING if value is None else value

    def flow(self, unit, indicator, first, last):
        made = self.form_end(last)
        months = [m for m in run(first, last) if m >= self.start]
        entries = [self.entry(unit, indicator, m) for m in months]
        forms = sorted((end, f) for (u, end), f in self.forms.items() if u == unit and end <= made)
        if UNREADABLE in entries:
            return UNREADABLE
        if MISSING in entries:
            return MISSING
        if all(e == NOT_OWED for e in entries):
            return NOT_OWED
        if NO_FORM in entries:
            # 年度累计 stands in from January to the end of a form, where its row is without fault.
            ytd = self.year_to_date(unit, indicator, made) if made == last and first == (last[0], 1) else None
            return MISSING if ytd is None else ytd
        total = sum(e for e in entries if e != NOT_OWED)
        for end, form in forms:
            row = form.rows.get(indicator["id"])
            if row and isinstance(row["correction"], Decimal):
                month = (end[0], int(row["note"].split("月")[0]))
                if month in months:
                    total += row["correction"]
        return total

    def year_to_date(self, unit, indicator, end):
        """年度累计 as the form's own cells give it; None where one of them is bad, or 上期累计 is not what the form before came to."""
        row = self.forms[unit, end].rows.get(indicator["id"]) if (unit, end) in self.forms else None
        parts = [] if row is None else [row["carried"], *row["months"].values()]
        if not parts or not all(isinstance(p, Decimal) for p in parts) or row["correction"] == MISSING:
            return None
        before = add(end, -self.length)
        known = self.year_to_date(unit, indicator, before) if before[0] == end[0] and (unit, before) in self.forms else None
        if known is not None and known != row["carried"]:
            return None
        return sum(parts) + (row["correction"] or 0)

    def stock(self, unit, indicator, last):
        entry = self.entry(unit, indicator, last)
        return MISSING if entry == NO_FORM else entry

    def plan(self, unit, indicator, last):
        made = self.form_end(last)
        for end in sorted((e for u, e in list(self.forms) + list(self.skipped) if u == unit and last[0] == e[0] and e <= made), reverse=True):
            if (unit, end) in self.skipped:
                return UNREADABLE
            value = self.forms[unit, end].rows.get(indicator["id"], {"plan": None})["plan"]
            if value is not None:
                return value
        return MISSING

    def records(self, count, made):
        """Every record once, with the unit that first gave it; and the months in doubt."""
        sheet = self.lists[count["sheet"]]
        seen, doubt = {}, set()
        order = sorted((end, self.units.index(u), u) for u, end in self.forms if end <= made and self.role[u] in sheet["reported_by"])
        for end, _, unit in order:
            for record in self.forms[unit, end].lists.get(sheet["id"], []):
                date = record[count["date"]]
                if not isinstance(date, datetime.datetime):
                    # It may be any month of its form; what is counted some months later may be any of those months later.
                    for month in run(add(end, 1 - self.length), end):
                        doubt |= {(unit, month), (unit, add(month, count.get("after_months", 0)))}
                    continue
                key = tuple(str(record[c] or "").replace(" ", "") for c in count["distinct"])
                until = record.get(count.get("until", ""))
                if key in seen:
                    seen[key]["until"] = until or seen[key]["until"]
                else:
                    seen[key] = {"unit": unit, "date": date, "until": until, "for": record.get(count.get("belongs_to", ""))}
        out = []
        for r in seen.values():
            after = count.get("after_months", 0)
            month = add((r["date"].year, r["date"].month), after)
            day = r["date"].day
            while True:
                try:
                    reached = datetime.datetime(*month, day)
                    break
                except ValueError:
                    day -= 1
            if after and r["until"] is not None and r["until"] < reached:
                continue
            out.append((self.month_of(reached), r))
        return out, doubt

    def counted(self, unit, indicator, first, last, belonging=None):
        count = indicator["count"]
        sheet = self.lists[count["sheet"]]["id"]
        months = [m for m in run(first, last) if m >= self.start]
        if self.touches_skipped(unit, last):
            return UNREADABLE
        records, doubt = self.records(count, self.form_end(last))
        for month in months:
            form = self.forms.get((unit, self.form_end(month)))
            if form is None or sheet not in form.lists or (unit, month) in doubt:
                return MISSING
        return Decimal(sum(1 for month, r in records if month in months and (r["for"] == belonging if belonging else r["unit"] == unit)))

    def part(self, unit, indicator, span):
        """What a unit gives for an indicator over (first, last)."""
        first, last = span
        if self.role[unit] not in indicator["reported_by"] or last < self.start:
            return NOT_OWED
        if "count" in indicator:
            return self.counted(unit, indicator, first, last)
        return {
            "flow": lambda: self.flow(unit, indicator, first, last),
            "stock": lambda: self.stock(unit, indicator, last),
            "plan": lambda: self.plan(unit, indicator, last),
        }[indicator["kind"]]()

    def parts(self, indicator, period, span):
        """By unit: a value, or for a ratio a pair."""
        first, last = months_of(period, self.length)
        time = (first, last) if span == "period" else ((last[0], 1), last)
        if indicator["kind"] != "ratio":
            return {u: self.part(u, indicator, time) for u in self.units}
        time = (first, last) if indicator["basis"] == "period" else ((last[0], 1), last)
        out = {}
        for unit in self.units:
            pair = [self.part(unit, self.indicators[indicator[side]], time) for side in ("numerator", "denominator")]
            bad = [s for s in (NOT_OWED, UNREADABLE, MISSING) if s in pair]
            out[unit] = bad[0] if bad else tuple(pair)
        return out


def ratio(above, below):
    if below == 0:
        return None
    with localcontext() as c:
        c.prec = 60
        return (above * 100 / below).quantize(Decimal("0.0000000001"), ROUND_HALF_UP)


def shown(value):
    return None if value is None else Decimal(value)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("period")
    arguments.add_argument("figures", nargs="?", help="what hongtou figures PERIOD --format json gave; else from stdin")
    arguments.add_argument("-i", "--inputs", type=Path, default=Path("inputs"))
    options = arguments.parse_args()
    text = Path(options.figures).read_text("utf-8") if options.figures else sys.stdin.read()
    theirs = {(r["indicator"], r["scope"], r["span"]): r for r in json.loads(text)}
    judge = Judge(options.inputs, options.period)
    if judge.skipped:
        print("not .xlsx, so the program's own unit figures are taken:", "、".join(f"{name(e)} {u}" for u, e in sorted(judge.skipped, key=lambda s: (s[1], judge.units.index(s[0])))))

    checked, differences = 0, []

    def same(what, ours, their):
        nonlocal checked
        checked += 1
        if ours != their:
            differences.append(f"{what}: recomputed {ours}, hongtou {their}")

    def compare(indicator, span):
        id, kind = indicator["id"], indicator["kind"]
        label = f"{indicator['name']} [{span}]"
        parts = judge.parts(indicator, options.period, span)
        totals_only = indicator.get("levels") == ["total"]
        belongs = "belongs_to" in indicator.get("count", {})
        readings = {}
        for unit, part in parts.items():
            row = theirs.get((id, unit, span))
            if part is NOT_OWED:
                # A unit may owe it by its role and say 不适用.
                if row is not None and not belongs:
                    same(f"{label} {unit} of", 0, row["of"])
                continue
            if part is UNREADABLE:
                if kind == "ratio":
                    spans = {"flow": "period" if indicator["basis"] == "period" else "ytd"}
                    sides = [theirs[indicator[s], unit, spans.get(judge.indicators[indicator[s]]["kind"], "period")] for s in ("numerator", "denominator")]
                    part = NOT_OWED if any(s["of"] == 0 for s in sides) else MISSING if any(s["value"] is None for s in sides) else tuple(Decimal(s["value"]) for s in sides)
                else:
                    part = NOT_OWED if row["of"] == 0 else MISSING if row["value"] is None else Decimal(row["value"])
                if part is not NOT_OWED:
                    readings[unit] = part
                continue
            readings[unit] = part
            if totals_only or belongs:
                continue
            if row is None:
                differences.append(f"{label} {unit}: no row")
            else:
                value = None if part is MISSING else ratio(*part) if kind == "ratio" else part
                same(f"{label} {unit}", value, shown(row["value"]))
        row = theirs[id, "total", span]
        covered = {u: p for u, p in readings.items() if p is not MISSING}
        same(f"{label} covers/of", (len(covered), len(readings)), (row["covers"], row["of"]))
        same(f"{label} missing", [u for u in readings if u not in covered], row["missing"])
        value = add_up(covered.values(), kind)
        same(f"{label} total", value, shown(row["value"]))
        if belongs:
            for unit in judge.units:
                if judge.role[unit] == "county":
                    first, last = months_of(options.period, judge.length)
                    first = first if span == "period" else (last[0], 1)
                    own = [judge.counted(u, indicator, first, last, unit) for u in readings]
                    their = theirs[id, unit, span]["value"]
                    same(f"{label} {unit}", None if MISSING in own else sum(own), shown(their))
        base(indicator, row, covered, label, span)

    def add_up(parts, kind):
        parts = list(parts)
        if not parts:
            return None
        if kind == "ratio":
            return ratio(sum(p[0] for p in parts), sum(p[1] for p in parts))
        return sum(parts)

    def base(indicator, row, covered, label, span):
        kind = indicator["kind"]
        stocks = kind == "stock" or kind == "ratio" and all(judge.indicators[indicator[s]]["kind"] == "stock" for s in ("numerator", "denominator"))
        first, last = months_of(options.period, judge.length)
        times = {}
        if stocks:
            times["base"] = name((last[0] - 1, 12))
            if "-" in options.period:
                times["previous"] = name(add(last, -judge.length))
        elif kind in ("flow", "ratio"):
            before = f"{int(options.period[:4]) - 1}{options.period[4:]}"
            from_month = (last[0] - 1, 1) if span == "ytd" or indicator.get("basis") == "ytd" else months_of(before, judge.length)[0]
            if from_month >= judge.start:
                times["base"] = before
        for key in ("base", "previous"):
            ours = None
            if key in times and months_of(times[key], judge.length)[1] >= judge.start and covered and row["value"] is not None:
                then = judge.parts(indicator, times[key], span)
                values = [then[u] for u in covered]
                if any(v is UNREADABLE for v in values):
                    continue
                if not any(v in (MISSING, NOT_OWED) for v in values if not isinstance(v, tuple)):
                    ours = (times[key], add_up(values, kind))
                    ours = None if ours[1] is None else ours
            their = row[key] and (row[key]["period"], Decimal(row[key]["value"]))
            same(f"{label} {key}", ours, their)

    def compare_status(indicator):
        _, last = months_of(options.period, judge.length)
        end = judge.form_end(last)
        counts, missing, of = {}, [], 0
        for unit in judge.units:
            if judge.role[unit] not in indicator["reported_by"] or end < judge.start:
                continue
            status = None
            if (unit, end) in judge.skipped:
                status = next(iter(theirs[indicator["id"], unit, "period"]["counts"]), None)
            elif (unit, end) in judge.forms:
                status = judge.forms[unit, end].rows[indicator["id"]]["status"]
            if status == "不适用" or (unit, end) in judge.skipped and theirs[indicator["id"], unit, "period"]["of"] == 0:
                continue
            of += 1
            if status in indicator["options"]:
                counts[status] = counts.get(status, 0) + 1
            else:
                missing.append(unit)
        row = theirs[indicator["id"], "total", "period"]
        same(f"{indicator['name']} counts", counts, row["counts"])
        same(f"{indicator['name']} of, missing", (of, missing), (row["of"], row["missing"]))

    for indicator in judge.campaign["indicator"]:
        if indicator["kind"] == "status":
            compare_status(indicator)
        else:
            for span in ("period", "ytd") if indicator["kind"] == "flow" else ("period",):
                compare(indicator, span)

    for row in theirs.values():
        checked += 1
        if row["value"] is not None and not row["sources"]:
            differences.append(f"{row['name']} {row['scope']} [{row['span']}]: a value without a source")
    for line in differences:
        print(line)
    print(f"{options.period}: {checked} comparisons, {len(differences)} differences")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
