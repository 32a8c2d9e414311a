#!/usr/bin/env python3
"""A workbook with a list of projects for the pack 清单: as many rows as asked for by twenty columns.

    python3 benches/workbook.py ROWS FILE.xlsx [--defective 0.05]

The same arguments give the same bytes. Texts are shared strings, days and shares are numbers with a format, as Excel
writes them; above the header stand a title and the unit of amounts. The given share of rows breaks one rule each.
"""
import argparse, random, zipfile
from xml.sax.saxutils import escape

HEADINGS = ("项目代码 项目名称 单位代码 单位名称 预算年度 属性 开始日期 完成日期 申报金额 财政拨款 上级转移支付 其他资金 "
            "年初预算数 全年预算数 执行数 执行率 指标数 权重合计 自评得分 备注").split()
COLUMNS = "ABCDEFGHIJKLMNOPQRST"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KINDS = "application/vnd.openxmlformats-officedocument.spreadsheetml."
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# Styles: 0 as a number, 1 a day, 2 a share.
STYLES = (f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>'
          '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/>'
          '</fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
          '<cellXfs count="3"><xf numFmtId="0" xfId="0"/><xf numFmtId="14" xfId="0" applyNumberFormat="1"/>'
          '<xf numFmtId="10" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>')
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{KINDS}sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{KINDS}worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{KINDS}styles+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{KINDS}sharedStrings+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
        '<sheets><sheet name="项目" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{OFFICE}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rId3" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    "xl/styles.xml": STYLES,
}


class Texts:
    """The texts that cells share, each once."""

    def __init__(self):
        self.numbers = {}

    def cell(self, text):
        return "s", self.numbers.setdefault(text, len(self.numbers))


def project(number, luck, text, share):
    """The cells of a row: type or style, and value."""
    unit = int(luck() * 212)
    fiscal, transfer, other = int(luck() * 90_000) / 100, int(luck() * 9_000) / 100, int(luck() * 900) / 100
    amount = round(fiscal + transfer + other, 2)
    adjusted = round(amount * 0.9, 2)
    executed = round(adjusted * (0.5 + luck() / 2), 2)
    begin, days, score, weights = 45_292 + int(luck() * 300), int(luck() * 60), 60 + int(luck() * 400) / 10, 90
    year, indicators, rate = 2024, 3 + int(luck() * 20), round(executed / adjusted, 4) if adjusted else 0
    if luck() < share:
        broken = int(luck() * 5)
        year, amount = (2023 if broken == 0 else year), (round(amount + 1, 2) if broken == 1 else amount)
        days, weights = (-days - 1 if broken == 2 else days), (100 if broken == 3 else weights)
        executed = round(adjusted + 1, 2) if broken == 4 else executed
    kind = "新增" if luck() < 0.3 else "延续"
    return [text(f"370112{number:015d}"), text(f"第{number}号农村道路养护项目"), text(f"{370_001 + unit}"),
            text(f"历城区第{unit + 1}预算单位"), (0, year), text(kind), (1, begin), (1, begin + days), (0, amount),
            (0, fiscal), (0, transfer), (0, other), (0, amount), (0, adjusted), (0, executed), (2, rate),
            (0, indicators), (0, weights), (0, score), text("按进度执行")]


def row(number, cells):
    written = []
    for column, (kind, value) in zip(COLUMNS, cells):
        mark = ' t="s"' if kind == "s" else f' s="{kind}"' if kind else ""
        written.append(f'<c r="{column}{number}"{mark}><v>{value}</v></c>')
    return f'<row r="{number}">{"".join(written)}</row>'


def begin(archive, name):
    """A part to be written, with a date of its own so that it never changes."""
    part = zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0))
    part.compress_type = zipfile.ZIP_DEFLATED
    return archive.open(part, "w", force_zip64=True)


def write(rows, path, share):
    texts, luck = Texts(), random.Random(20240101).random
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, text in PARTS.items():
            with begin(archive, name) as part:
                part.write((HEAD + text).encode())
        with begin(archive, "xl/worksheets/sheet1.xml") as part:
            part.write((HEAD + f'<worksheet xmlns="{MAIN}"><sheetData>').encode())
            above = [texts.cell("2024年项目支出清单")], [texts.cell("单位：万元")], [texts.cell(one) for one in HEADINGS]
            part.write("".join(row(at, cells) for at, cells in enumerate(above, 1)).encode())
            for first in range(0, rows, 1000):
                numbers = range(first, min(first + 1000, rows))
                part.write("".join(row(at + 4, project(at, luck, texts.cell, share)) for at in numbers).encode())
            part.write(b"</sheetData></worksheet>")
        with begin(archive, "xl/sharedStrings.xml") as part:
            part.write((HEAD + f'<sst xmlns="{MAIN}" uniqueCount="{len(texts.numbers)}">').encode())
            all_texts = list(texts.numbers)
            for first in range(0, len(all_texts), 1000):
                written = (f"<si><t>{escape(one)}</t></si>" for one in all_texts[first:first + 1000])
                part.write("".join(written).encode())
            part.write(b"</sst>")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", type=int, help="at most 1048573")
    parser.add_argument("file")
    parser.add_argument("--defective", type=float, default=0.05, help="share of rows that break a rule")
    arguments = parser.parse_args()
    write(arguments.rows, arguments.file, arguments.defective)


if __name__ == "__main__":
    main()
