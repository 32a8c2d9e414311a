//! `heng annotate` as a user runs it: what changes in a workbook, what does not, and what comes back from it.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use rust_xlsxwriter::{
    Chart, ChartType, ConditionalFormatCell, ConditionalFormatCellRule, DataValidation, Format,
    FormatPattern, Formula, Note, Workbook,
};
use tempfile::TempDir;

const PACK: &str = r#"
规则包 试验
  名称 "试验规则" 版本 "1.0" 主表 项目
参数 上限 : 金额 = 100万元
表 项目 project
  主键 项目代码
  项目代码 code : 文本 必填
  项目名称 name : 文本
  申报金额 amount : 金额 必填 单位 万元
  备注 note : 文本
规则 T101 金额上限 amount_limit
  依据 "试验办法第一条"
  对象 项目
  要求 申报金额 <= 上限
  否则 错误 "申报金额 {申报金额} 超过 {上限}"
  建议 "分年度申报"
规则 T201 备注提醒 note_wanted
  依据 "试验办法第二条"
  对象 项目
  要求 有 备注
  否则 警告 "没有备注"
规则 T301 名称不用代号 named
  对象 项目
  条件 有 项目名称
  要求 非 (项目名称 匹配 "^=")
  否则 提示 "名称「{项目名称}」像公式"
"#;

/// A folder with the pack `试验`.
struct Place(TempDir);

impl Place {
    fn with(files: &[(&str, &[u8])]) -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        place.put("试验/规则.heng", PACK.as_bytes());
        for (path, bytes) in files {
            place.put(path, bytes);
        }
        place
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn put(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn read(&self, path: &str) -> Vec<u8> {
        fs::read(self.path(path)).unwrap()
    }

    fn heng(&self, arguments: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_heng"));
        command.current_dir(self.0.path()).env("HENG_LANG", "zh").args(arguments);
        Run::of(command.output().unwrap())
    }

    fn annotate(&self, arguments: &[&str]) -> Run {
        self.heng(&[&["annotate", "--rules", "试验", "-q"], arguments].concat())
    }
}

struct Run {
    code: i32,
    out: String,
    err: String,
}

impl Run {
    fn of(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// A workbook with all that must survive.
fn rich() -> Vec<u8> {
    let mut book = Workbook::new();
    let title = Format::new().set_bold().set_font_size(16);
    let money = Format::new().set_num_format("#,##0.00").set_background_color("FFFF00");
    let grid = Format::new().set_pattern(FormatPattern::DarkGrid);
    let cover = book.add_worksheet().set_name("封面 'A' 页").unwrap();
    cover.write(0, 0, "说明").unwrap();
    let sheet = book.add_worksheet().set_name("项目 清单").unwrap();
    sheet.merge_range(0, 0, 0, 4, "2020年项目清单", &title).unwrap();
    sheet.write(1, 3, "单位：万元").unwrap();
    for (column, heading) in ["项目代码", "项目名称", "申报金额", "备注", "合成"].into_iter().enumerate()
    {
        sheet.write(2, u16::try_from(column).unwrap(), heading).unwrap();
    }
    for (row, (code, name, amount, note)) in [
        ("A001", "道路大中修", 50.0, "有"),
        ("A002", "=HYPERLINK(\"http://x\")", 150.5, "有"),
        ("A003", "养老服务", 250.0, ""),
    ]
    .into_iter()
    .enumerate()
    {
        let row = u32::try_from(row).unwrap() + 3;
        sheet.write(row, 0, code).unwrap();
        sheet.write_string(row, 1, name).unwrap();
        sheet.write_with_format(row, 2, amount, if row == 5 { &grid } else { &money }).unwrap();
        if !note.is_empty() {
            sheet.write(row, 3, note).unwrap();
        }
        sheet.write(row, 4, Formula::new(format!("=C{}*2", row + 1)).set_result("7")).unwrap();
    }
    sheet.insert_note(4, 2, &Note::new("请再核对").set_author("张三")).unwrap();
    sheet.insert_note(3, 0, &Note::new("已核").set_author("张三")).unwrap();
    let high =
        ConditionalFormatCell::new().set_rule(ConditionalFormatCellRule::GreaterThan(100)).set_format(&title);
    sheet.add_conditional_format(3, 2, 5, 2, &high).unwrap();
    let list = DataValidation::new().allow_list_strings(&["有", "无"]).unwrap();
    sheet.add_data_validation(3, 3, 5, 3, &list).unwrap();
    let mut chart = Chart::new(ChartType::Column);
    chart.add_series().set_values("='项目 清单'!$C$4:$C$6");
    sheet.insert_chart(8, 0, &chart).unwrap();
    sheet.set_print_area(0, 0, 5, 4).unwrap();
    sheet.set_active(true);
    let hidden = book.add_worksheet().set_name("参数").unwrap();
    hidden.set_hidden(true).write(0, 0, 100).unwrap();
    book.define_name("上限值", "=参数!$A$1").unwrap();
    book.define_name("'项目 清单'!本表", "='项目 清单'!$C$4").unwrap();
    book.read_only_recommended();
    // What formulas came to is known: another program computed it.
    let bytes = book.save_to_buffer().unwrap();
    edit(&bytes, &|name, text| match name {
        "xl/workbook.xml" => Some(text.replace(" fullCalcOnLoad=\"1\"", "")),
        _ => None,
    })
}

/// The parts of an archive in their order, each with its packed bytes and its content.
fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let all = (0..zip.len()).map(|index| {
        let mut packed = Vec::new();
        zip.by_index_raw(index).unwrap().read_to_end(&mut packed).unwrap();
        let mut file = zip.by_index(index).unwrap();
        let (name, mut content) = (file.name().unwrap().into_owned(), Vec::new());
        file.read_to_end(&mut content).unwrap();
        (name, packed, content)
    });
    all.collect()
}

fn part(bytes: &[u8], name: &str) -> String {
    let found = parts(bytes).into_iter().find(|(part, ..)| part == name);
    String::from_utf8(found.unwrap_or_else(|| panic!("{name}")).2).unwrap()
}

/// The archive with some of its parts changed.
fn edit(bytes: &[u8], change: &dyn Fn(&str, &str) -> Option<String>) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, _, content) in parts(bytes) {
        zip.start_file(&name, zip::write::SimpleFileOptions::default()).unwrap();
        let changed = std::str::from_utf8(&content).ok().and_then(|text| change(&name, text));
        zip.write_all(changed.as_deref().map_or(&content, |text| text.as_bytes())).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// What another reader finds in each sheet: values by cell.
fn values(bytes: &[u8]) -> BTreeMap<String, Vec<(usize, usize, String)>> {
    use calamine::Reader;
    let mut book = calamine::Xlsx::new(Cursor::new(bytes)).unwrap();
    let names = book.sheet_names();
    let sheet = |name: String| {
        let range = book.worksheet_range(&name).unwrap();
        let formulas = book.worksheet_formula(&name).unwrap();
        let cells = range.used_cells().map(|(row, column, value)| (row, column, format!("{value:?}")));
        let formulas = formulas.used_cells().map(|(row, column, text)| (row, column, text.clone()));
        (name, cells.chain(formulas).collect())
    };
    names.into_iter().map(sheet).collect()
}

const FRONT: [&str; 3] = ["自查结果", "问题清单", "规则执行情况"];

#[test]
fn only_the_parts_that_must_change_do() {
    let book = rich();
    let place = Place::with(&[("申报.xlsx", &book)]);
    let run = place.annotate(&["申报.xlsx", "-o", "出"]);
    assert_eq!((run.code, place.read("申报.xlsx")), (1, book.clone()), "{}", run.err);
    assert!(run.err.contains("出/申报_自查结果.xlsx：标注 5 个单元格，批注 5 处"), "{}", run.err);
    let copy = place.read("出/申报_自查结果.xlsx");
    let (before, after) = (parts(&book), parts(&copy));
    let changed: Vec<&str> = before
        .iter()
        .filter(|(name, packed, _)| !after.iter().any(|(other, bytes, _)| other == name && bytes == packed))
        .map(|(name, ..)| name.as_str())
        .collect();
    let mut expected = [
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
        "xl/styles.xml",
        "xl/workbook.xml",
        "xl/worksheets/sheet2.xml",
    ];
    expected.sort_unstable();
    let mut sorted = changed;
    sorted.sort_unstable();
    assert_eq!(sorted, expected);
    let added: Vec<&str> = after
        .iter()
        .filter(|(name, ..)| !before.iter().any(|(other, ..)| other == name))
        .map(|(name, ..)| name.as_str())
        .collect();
    assert_eq!(added, ["xl/worksheets/heng1.xml", "xl/worksheets/heng2.xml", "xl/worksheets/heng3.xml"]);
}

#[test]
fn values_formulas_and_notes_of_others_survive() {
    let book = rich();
    let place = Place::with(&[("申报.xlsx", &book)]);
    place.annotate(&["申报.xlsx", "-o", "出"]);
    let copy = place.read("出/申报_自查结果.xlsx");
    let mut found = values(&copy);
    let own: Vec<_> = FRONT.iter().map(|name| found.remove(*name).unwrap()).collect();
    assert_eq!(found, values(&book));
    assert!(own.iter().all(|cells| !cells.is_empty()));
    let notes = part(&copy, "xl/comments1.xml");
    assert!(notes.contains("请再核对") && notes.contains("已核") && notes.contains("张三"), "{notes}");
    assert!(notes.contains("T101 金额上限"), "{notes}");
    let sheet = part(&copy, "xl/worksheets/sheet2.xml");
    for kept in
        ["<mergeCell ref=\"A1:E1\"", "<conditionalFormatting", "<dataValidation ", "<drawing ", "<f>C5*2</f>"]
    {
        assert!(sheet.contains(kept), "{kept}: {sheet}");
    }
    assert_eq!(sheet.matches("<legacyDrawing").count(), 1);
    // Only the sheet in front is selected, and names that belong to a sheet still do.
    assert!(!sheet.contains("tabSelected"), "{sheet}");
    let workbook = part(&copy, "xl/workbook.xml");
    assert!(!workbook.contains("activeTab"), "{workbook}");
    for local in ["name=\"本表\" localSheetId=\"4\"", "name=\"_xlnm.Print_Area\" localSheetId=\"4\""] {
        assert!(workbook.contains(local), "{local}: {workbook}");
    }
}

#[test]
fn its_own_copy_is_no_data_and_a_second_run_changes_nothing() {
    let place = Place::with(&[("申报.xlsx", &rich())]);
    let first = place.annotate(&["申报.xlsx", "-o", "一"]);
    let second = place.annotate(&["一/申报_自查结果.xlsx", "-o", "二"]);
    assert_eq!((second.code, first.out.lines().count()), (1, second.out.lines().count()), "{}", second.out);
    let (one, two) = (place.read("一/申报_自查结果.xlsx"), place.read("二/申报_自查结果.xlsx"));
    for ((name, _, before), (other, _, after)) in parts(&one).iter().zip(&parts(&two)) {
        let text = |content: &[u8]| String::from_utf8_lossy(content).into_owned();
        assert_eq!((name, text(before)), (other, text(after)));
    }
    assert_eq!(one, two);
    // And from the original once more, over what is there.
    place.annotate(&["申报.xlsx", "-o", "一"]);
    assert_eq!(place.read("一/申报_自查结果.xlsx"), one);
}

#[test]
fn the_original_is_never_an_output() {
    let place = Place::with(&[("申报_自查结果.xlsx", &rich())]);
    let before = place.read("申报_自查结果.xlsx");
    let run = place.annotate(&["申报_自查结果.xlsx", "-o", "."]);
    assert_eq!((run.code, place.read("申报_自查结果.xlsx")), (2, before), "{}", run.err);
}

/// Types into cells of the list of problems, as a person would.
fn typed(copy: &[u8], cells: &[(&str, &str)]) -> Vec<u8> {
    edit(copy, &|name, text| {
        (name == "xl/worksheets/heng2.xml").then(|| {
            cells.iter().fold(text.to_owned(), |text, (cell, typed)| {
                let from = text.find(&format!("<c r=\"{cell}\" ")).unwrap();
                let to = from
                    + text[from..].find("/>").unwrap().min(text[from..].find("</c>").unwrap_or(usize::MAX));
                let to = to + if text[to..].starts_with("/>") { 2 } else { 4 };
                let new = format!("<c r=\"{cell}\" t=\"inlineStr\"><is><t>{typed}</t></is></c>");
                format!("{}{new}{}", &text[..from], &text[to..])
            })
        })
    })
}

/// The list of problems: what stands in each row below its heading.
fn listed(copy: &[u8]) -> Vec<BTreeMap<String, String>> {
    use calamine::Reader;
    let mut book = calamine::Xlsx::new(Cursor::new(copy)).unwrap();
    let range = book.worksheet_range("问题清单").unwrap();
    let mut rows = range.rows().map(|row| row.iter().map(ToString::to_string).collect::<Vec<_>>());
    let heads = rows.next().unwrap();
    rows.map(|row| heads.iter().cloned().zip(row).collect()).collect()
}

fn row<'r>(
    rows: &'r [BTreeMap<String, String>],
    code: &str,
    key: &str,
) -> (usize, &'r BTreeMap<String, String>) {
    let is = |row: &&BTreeMap<String, String>| row["规则编号"] == code && row["项目代码"] == key;
    let found = rows.iter().find(is).unwrap_or_else(|| panic!("{code} {key}: {rows:?}"));
    (rows.iter().position(|row| row == found).unwrap() + 2, found)
}

#[test]
fn explanations_come_back_and_are_carried_over() {
    let place = Place::with(&[("申报.xlsx", &rich())]);
    place.annotate(&["申报.xlsx", "-o", "一"]);
    let copy = place.read("一/申报_自查结果.xlsx");
    let rows = listed(&copy);
    let (line, found) = row(&rows, "T101", "A002");
    assert_eq!([&found["应为/比对值"], &found["差额"], &found["单位"]], ["≤ 100.00", "50.50", "万元"]);
    assert_eq!(
        (found["填报值"].as_str(), found["单元格"].as_str(), found["状态"].as_str()),
        ("150.5", "C5", "待修改")
    );
    let (explained, person) = (format!("S{line}"), format!("T{line}"));
    let filled = typed(&copy, &[(&explained, "=1+1 已批"), (&person, "李四")]);
    place.put("填好.xlsx", &filled);
    place.annotate(&["填好.xlsx", "-o", "二"]);
    let second = place.read("二/填好_自查结果.xlsx");
    let rows = listed(&second);
    let (_, found) = row(&rows, "T101", "A002");
    assert_eq!(
        [&found["情况说明"], &found["填写人"], &found["状态"], &found["说明核对"]],
        ["=1+1 已批", "李四", "已说明", "已说明（待复核）"]
    );
    assert!(!part(&second, "xl/worksheets/heng2.xml").contains("<f>"));
    // It stays while nothing changes.
    place.annotate(&["二/填好_自查结果.xlsx", "-o", "三"]);
    assert_eq!(place.read("三/填好_自查结果.xlsx"), second);
    // Another value, and the explanation is out of date, in this run and in the next.
    let other = edit(&second, &|name, text| {
        (name == "xl/worksheets/sheet2.xml").then(|| text.replace("<v>150.5</v>", "<v>160</v>"))
    });
    place.put("改过.xlsx", &other);
    place.annotate(&["改过.xlsx", "-o", "四"]);
    place.annotate(&["四/改过_自查结果.xlsx", "-o", "五"]);
    for folder in ["四", "五"] {
        let rows = listed(&place.read(&format!("{folder}/改过_自查结果.xlsx")));
        assert_eq!(row(&rows, "T101", "A002").1["说明核对"], "数值变化，说明需更新");
    }
    // The problem is gone: the explanation stays, below all others.
    let mended = edit(&second, &|name, text| {
        (name == "xl/worksheets/sheet2.xml").then(|| text.replace("<v>150.5</v>", "<v>60</v>"))
    });
    place.put("改好.xlsx", &mended);
    place.annotate(&["改好.xlsx", "-o", "六"]);
    let rows = listed(&place.read("六/改好_自查结果.xlsx"));
    let (line, found) = row(&rows, "T101", "A002");
    assert_eq!((line, found["说明核对"].as_str()), (rows.len() + 1, "说明对应的问题已消失"));
    let sheet = part(&place.read("六/改好_自查结果.xlsx"), "xl/worksheets/sheet2.xml");
    let style =
        |text: &str| text.split("r=\"C5\" s=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert_eq!(style(&sheet), style(&part(&rich(), "xl/worksheets/sheet2.xml")));
}

#[test]
fn an_explained_warning_counts_alike_whatever_the_format() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["项目代码", "项目名称", "申报金额"]).unwrap();
    sheet.write_row(1, 0, ["A1", "路灯"]).unwrap();
    sheet.write(1, 2, 50).unwrap();
    let place = Place::with(&[("申报.xlsx", &book.save_to_buffer().unwrap())]);
    place.annotate(&["申报.xlsx", "-o", "一"]);
    let copy = place.read("一/申报_自查结果.xlsx");
    let (line, _) = row(&listed(&copy), "T201", "A1");
    place.put("填好.xlsx", &typed(&copy, &[(&format!("S{line}"), "没有要说的")]));
    // Somebody has moved the three sheets behind the data: findings have left when the explanation is met.
    let moved = edit(&place.read("填好.xlsx"), &|name, text| {
        let (before, rest) = text.split_once("<sheets>").filter(|_| name == "xl/workbook.xml")?;
        let (sheets, after) = rest.split_once("</sheets>")?;
        let mut sheets: Vec<&str> = sheets.split_inclusive("/>").collect();
        sheets.rotate_left(3);
        Some(format!("{before}<sheets>{}</sheets>{after}", sheets.concat()))
    });
    assert!(moved != place.read("填好.xlsx"));
    place.put("挪过.xlsx", &moved);
    // `jsonl` and `csv` take findings as they come, and the report keeps none of them.
    let formats = ["text", "json", "jsonl", "csv"].into_iter();
    for (format, file) in formats.flat_map(|format| [(format, "填好.xlsx"), (format, "挪过.xlsx")]) {
        let run = place.heng(&["check", file, "--rules", "试验", "--fail-on", "warning", "--format", format]);
        let said = format!("{}{}", run.out, run.err);
        assert_eq!(run.code, 0, "{format}: {said}");
        assert!(said.contains("没有尚待处理的问题；另有 1 处已说明、待复核"), "{format}: {said}");
    }
}

#[test]
fn what_was_written_into_a_copy_is_never_lost() {
    let place = Place::with(&[("申报.xlsx", &rich())]);
    place.annotate(&["申报.xlsx", "-o", "出"]);
    let copy = place.read("出/申报_自查结果.xlsx");
    let (line, _) = row(&listed(&copy), "T101", "A002");
    place.put("出/申报_自查结果.xlsx", &typed(&copy, &[(&format!("S{line}"), "已批")]));
    // The original is checked again: the copy that is there knows the explanation.
    place.annotate(&["申报.xlsx", "-o", "出"]);
    let again = place.read("出/申报_自查结果.xlsx");
    assert_eq!(row(&listed(&again), "T101", "A002").1["情况说明"], "已批");
    // Data were changed in the copy: it stays, and the new one stands beside it.
    let changed = edit(&again, &|name, text| {
        (name == "xl/worksheets/sheet2.xml").then(|| text.replace("<v>150.5</v>", "<v>60</v>"))
    });
    place.put("出/申报_自查结果.xlsx", &changed);
    let run = place.annotate(&["申报.xlsx", "-o", "出"]);
    assert!(run.err.contains("没有覆盖"), "{}", run.err);
    assert_eq!(place.read("出/申报_自查结果.xlsx"), changed);
    assert!(place.path("出/申报_自查结果-2.xlsx").exists());
}

/// A workbook with one project in each sheet; the second sheet has our mark among its headings.
fn with_our_mark(amount: f64) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, code, mark) in [("甲", "A1", ""), ("乙", "A2", "heng:annotated:1")] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        sheet.write_row(0, 0, ["项目代码", "项目名称", "申报金额", mark]).unwrap();
        sheet.write_row(1, 0, [code, "路灯"]).unwrap();
        sheet.write(1, 2, amount).unwrap();
        sheet.write(1, 3, "别动").unwrap();
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn a_data_sheet_with_our_mark_stays_data() {
    use calamine::Reader;
    let place = Place::with(&[("申报.xlsx", &with_our_mark(150.5))]);
    let run = place.annotate(&["申报.xlsx", "-o", "一"]);
    assert_eq!(run.code, 1, "{}", run.err);
    let copy = place.read("一/申报_自查结果.xlsx");
    for key in ["A1", "A2"] {
        assert_eq!(row(&listed(&copy), "T101", key).1["单元格"], "C2");
    }
    let mut book = calamine::Xlsx::new(Cursor::new(copy.as_slice())).unwrap();
    let second = book.worksheet_range("乙").unwrap();
    let cell = |at| second.get_value(at).map(ToString::to_string).unwrap_or_default();
    assert_eq!([cell((0, 3)), cell((1, 3))], ["heng:annotated:1", "别动"]);
    // Marked once: the copy of the copy has no second mark and no second note.
    place.annotate(&["一/申报_自查结果.xlsx", "-o", "二"]);
    assert!(place.read("二/申报_自查结果.xlsx") == copy);
    // Mended, the cell looks as it did at first.
    let mended = edit(&copy, &|name, text| {
        name.starts_with("xl/worksheets/sheet").then(|| text.replace("<v>150.5</v>", "<v>60</v>"))
    });
    place.put("改好.xlsx", &mended);
    place.annotate(&["改好.xlsx", "-o", "三"]);
    let again = place.read("三/改好_自查结果.xlsx");
    for sheet in ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"] {
        let amount =
            |text: String| text.split("<c r=\"C2\"").nth(1).unwrap().split("<v>").next().unwrap().to_owned();
        let plain = amount(part(&again, sheet)).replace(" s=\"0\"", "");
        assert_eq!(plain, amount(part(&with_our_mark(60.0), sheet)), "{sheet}");
    }
}

#[test]
fn explanations_go_back_to_their_own_workbook() {
    let book = with_our_mark(150.5);
    let place = Place::with(&[("甲局.xlsx", &book), ("乙局.xlsx", &book)]);
    place.annotate(&["甲局.xlsx", "乙局.xlsx", "-o", "一"]);
    for (unit, explanation) in [("甲局", "甲局已批"), ("乙局", "乙局已批")] {
        let copy = place.read(&format!("一/{unit}_自查结果.xlsx"));
        let (line, _) = row(&listed(&copy), "T101", "A2");
        place.put(&format!("{unit}.xlsx"), &typed(&copy, &[(&format!("S{line}"), explanation)]));
    }
    place.annotate(&["甲局.xlsx", "乙局.xlsx", "-o", "二"]);
    for (unit, explanation) in [("甲局", "甲局已批"), ("乙局", "乙局已批")] {
        let rows = listed(&place.read(&format!("二/{unit}_自查结果.xlsx")));
        assert_eq!(row(&rows, "T101", "A2").1["情况说明"], explanation);
        assert_eq!(row(&rows, "T101", "A1").1["情况说明"], "");
        assert!(
            rows.iter().all(|row| !row.values().any(|cell| cell.contains("已批") && cell != explanation))
        );
    }
}

#[test]
fn other_kinds_of_files_get_a_list() {
    let csv = "项目代码,申报金额,备注\nA001,150,有\n".as_bytes();
    let place = Place::with(&[("申报.csv", csv), ("坏.xlsx", b"PK\x03\x04")]);
    let run = place.annotate(&["申报.csv", "坏.xlsx", "-o", "出"]);
    assert_eq!(run.code, 3, "{}", run.out);
    assert!(run.err.contains("申报.csv 不能做标注版：只有 .xlsx、.xlsm"), "{}", run.err);
    assert!(!place.path("出/坏_自查结果.xlsx").exists());
    let rows = listed(&place.read("出/申报_自查结果.xlsx"));
    assert_eq!((rows.len(), rows[0]["单元格"].as_str()), (1, "2:6"));
}

#[test]
fn counts_of_every_rule_add_up_for_the_file_alone() {
    use calamine::Reader;
    let other = rich();
    let place = Place::with(&[("申报.xlsx", &rich()), ("别的.xlsx", &other)]);
    place.annotate(&["申报.xlsx", "别的.xlsx", "-o", "出"]);
    let copy = place.read("出/申报_自查结果.xlsx");
    let mut book = calamine::Xlsx::new(Cursor::new(copy)).unwrap();
    let range = book.worksheet_range("规则执行情况").unwrap();
    for row in range.rows().skip(1) {
        let numbers: Vec<f64> = row[3..9].iter().map(|cell| cell.to_string().parse().unwrap()).collect();
        assert!((numbers[0] - numbers[1..].iter().sum::<f64>()).abs() < 0.5, "{row:?}");
        let subjects = if row[0] == "合计" { 9.0 } else { 3.0 };
        assert!((numbers[0] - subjects).abs() < 0.5, "{row:?}");
    }
}

#[test]
fn sheets_with_names_of_their_own_keep_them() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("问题清单").unwrap();
    for (column, text) in ["项目代码", "申报金额"].into_iter().enumerate() {
        sheet.write(0, u16::try_from(column).unwrap(), text).unwrap();
    }
    sheet.write(1, 0, "A001").unwrap();
    sheet.write(1, 1, 150).unwrap();
    book.add_worksheet().set_name("O'Brien & <甲>!").unwrap();
    let place = Place::with(&[("a.xlsx", &book.save_to_buffer().unwrap())]);
    let run = place.annotate(&["a.xlsx", "-o", "出"]);
    assert_eq!(run.code, 1, "{}", run.out);
    let copy = place.read("出/a_自查结果.xlsx");
    let names: Vec<String> = {
        use calamine::Reader;
        calamine::Xlsx::new(Cursor::new(copy.as_slice())).unwrap().sheet_names()
    };
    assert_eq!(names, ["自查结果", "问题清单 (2)", "规则执行情况", "问题清单", "O'Brien & <甲>!"]);
    place.annotate(&["出/a_自查结果.xlsx", "-o", "再"]);
    assert_eq!(place.read("再/a_自查结果.xlsx"), copy);
}

/// The values of all sheets as `LibreOffice` computes them; `None` without it.
fn computed(folder: &Path, file: &str) -> Option<Vec<(String, String)>> {
    let out = folder.join(format!("lo-{file}"));
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let filter = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1";
    let run = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", filter, "--outdir"])
        .args([out.as_os_str(), folder.join(file).as_os_str()])
        .output();
    if run.is_err() {
        let _ =
            writeln!(std::io::stderr(), "SKIPPED: there is no `soffice`; Debian has it in libreoffice-calc");
        return None;
    }
    let stem = Path::new(file).file_stem().unwrap().to_str().unwrap();
    let mut sheets: Vec<(String, String)> = fs::read_dir(&out)
        .unwrap_or_else(|_| panic!("{run:?}"))
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().trim_start_matches(stem).to_owned();
            (name, fs::read_to_string(path).unwrap())
        })
        .collect();
    sheets.sort();
    Some(sheets)
}

#[test]
fn libreoffice_finds_the_same_values() {
    let place = Place::with(&[("申报.xlsx", &rich())]);
    place.annotate(&["申报.xlsx", "-o", "."]);
    let Some(before) = computed(place.0.path(), "申报.xlsx") else { return };
    let after = computed(place.0.path(), "申报_自查结果.xlsx").unwrap();
    assert_eq!(before.len(), 3);
    assert_eq!(after.len(), before.len() + FRONT.len());
    for sheet in before {
        assert!(after.contains(&sheet), "{sheet:?}");
    }
}
#[test]
fn files_that_are_refused_keep_no_other_from_its_copy() {
    let rows = "项目代码|申报金额|备注\nA001|150|有\n";
    let place = Place::with(&[("好.xlsx", &crate::books::workbook(rows)), ("改名.xlsx", rows.as_bytes())]);
    for how in ["password", "cut", "bursting", "entity", "binary"] {
        place.put(&format!("{how}.xlsx"), &crate::books::broken(how, rows));
    }
    let check = place.heng(&["check", ".", "--rules", "试验", "--format", "concise"]);
    let run = place.annotate(&[".", "-o", "出", "--format", "concise"]);
    assert_eq!((run.code, &run.out), (3, &check.out), "{}", run.err);
    for code in
        ["encrypted", "damaged", "unpacks-to-too-much", "document-type", "other-kind", "not-a-workbook"]
    {
        assert!(run.out.contains(&format!("book/{code} ")), "{code}: {}", run.out);
    }
    assert!(run.out.contains("好.xlsx:申报!B2: 错误 T101"), "{}", run.out);
    let written: Vec<_> =
        fs::read_dir(place.path("出")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(written, ["好_自查结果.xlsx"]);
}
