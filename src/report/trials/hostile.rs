//! Text that a reader would take for something other than text stays text.

use super::sample::hostile;
use super::written;

/// Characters that no report shows as they are.
fn is_dangerous(character: char) -> bool {
    matches!(character, '\u{0}'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{202e}' | '\u{2028}'
        | '\u{feff}' | '\u{fffe}' | '\u{e0041}')
}

#[test]
fn no_report_has_a_character_that_a_reader_obeys() {
    for format in [
        "github",
        "gitlab",
        "checkstyle",
        "rdjson",
        "junit",
        "sarif",
        "markdown",
        "github-summary",
        "html",
        "csv",
    ] {
        let written = written(&hostile(), format);
        // A list for spreadsheets begins with a byte order mark, and its records end in a carriage return.
        let written = written.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        let found = written.chars().find(|character| is_dangerous(*character) && *character != '\u{fffe}');
        assert_eq!(found, None, "{format}");
    }
}

#[test]
fn a_workflow_command_holds_no_other() {
    let written = written(&hostile(), "github");
    for line in written.lines() {
        assert!(line.starts_with("::") == line.contains("title="), "{line}");
        assert!(!line.starts_with("::error ::"), "{line}");
    }
    // Of what looks like an escape nothing is unescaped.
    assert!(written.contains("%250A::error::x"), "{written}");
    let commands = written.lines().filter(|line| line.starts_with("::"));
    assert_eq!(commands.count(), super::super::entry::entries(&hostile()).len());
}

#[test]
fn github_gets_the_worst_within_its_limits() {
    let mut report = super::sample::report();
    let note = report.findings.pop().unwrap();
    report.findings = vec![note; 30];
    report.findings.extend(vec![report.findings[0].clone(); 3]);
    report.findings[32].severity = crate::diag::Severity::Error;
    let written = written(&report, "github");
    let commands: Vec<&str> = written.lines().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(commands.iter().filter(|command| **command == "::error").count(), 3);
    assert_eq!(commands.iter().filter(|command| **command == "::notice").count(), 10);
    assert_eq!(commands[0], "::error");
    assert!(written.contains("另有 22 条未列出"), "{written}");
}

#[test]
fn markdown_has_no_markup_but_its_own() {
    let written = written(&hostile(), "markdown");
    for markup in ["<script", "<a>", "[a](", "|`", "\n::error"] {
        assert!(!written.contains(markup), "{markup}: {written}");
    }
    // Every row of a table has the cells of its head.
    for table in written.split("\n\n").filter(|part| part.starts_with('|')) {
        let cells = |line: &str| line.replace("\\|", "").matches('|').count();
        let expected = table.lines().next().map(cells);
        assert!(table.lines().all(|line| Some(cells(line)) == expected), "{table}");
    }
}

#[test]
fn a_step_summary_fits_into_what_github_shows() {
    let mut report = hostile();
    report.findings = vec![report.findings[5].clone(); 5_000];
    report.rules = vec![report.rules[5].clone(); 5_000];
    let summary = written(&report, "github-summary");
    assert!(summary.len() < 1 << 20, "{}", summary.len());
    assert!(summary.contains("条未列出"));
    assert!(!written(&report, "markdown").contains("条未列出"));
}

#[test]
fn no_cell_of_a_list_begins_as_a_formula_does() {
    let mut report = super::sample::report();
    let texts =
        ["=1+1", "+A1", "-A1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "\u{feff}=1", "\0=1", "-5"];
    let like = |text: &&str| {
        let mut finding = report.findings[0].clone();
        finding.message = crate::finding::Message::Rule((*text).to_owned());
        (finding.key, finding.rule) = ((*text).to_owned(), (*text).into());
        finding.places[0].value = Some((*text).to_owned());
        (finding.title, finding.unit) = (Some((*text).to_owned()), Some((*text).to_owned()));
        finding
    };
    report.findings = texts.iter().map(like).collect();
    let guarded = records(&written(&report, "csv"));
    assert_eq!(guarded.len(), 1 + report.diagnostics.len() + texts.len());
    for cell in guarded.iter().flatten() {
        assert!(!cell.starts_with(['=', '+', '@', '\t', '\r', '\n', ' ', '＝']), "{cell:?}");
        assert!(!cell.starts_with('-') || cell == "-5", "{cell:?}");
    }
    // What is read by programs is as it was written.
    let raw = records(&written(&report, "csv-raw"));
    for text in texts {
        assert!(raw.iter().any(|record| record.get(9).is_some_and(|found| found == text)), "{text:?}");
    }
}

/// The records of a text in CSV, as RFC 4180 has them.
fn records(text: &str) -> Vec<Vec<String>> {
    let mut records = vec![vec![String::new()]];
    let mut quoted = false;
    let mut characters = text.strip_prefix('\u{feff}').unwrap().chars().peekable();
    while let Some(character) = characters.next() {
        let record = records.last_mut().unwrap();
        let field = record.last_mut().unwrap();
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => field.extend(characters.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => record.push(String::new()),
            '\r' if !quoted && characters.peek() == Some(&'\n') => {
                characters.next();
                records.push(vec![String::new()]);
            }
            _ => field.push(character),
        }
    }
    assert_eq!(records.pop(), Some(vec![String::new()]));
    assert!(records.iter().all(|record| record.len() == records[0].len()));
    records
}

#[test]
fn a_workbook_of_hostile_text_holds_texts_and_numbers_only() {
    use calamine::Reader;
    let mut bytes = Vec::new();
    let context = super::super::Context::default();
    (super::super::format_named("xlsx").unwrap().write)(&hostile(), &context, &mut bytes).unwrap();
    let mut again = Vec::new();
    (super::super::format_named("xlsx").unwrap().write)(&hostile(), &context, &mut again).unwrap();
    assert_eq!(bytes, again);
    let mut book = calamine::Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
    assert_eq!(book.sheet_names(), ["自查结果", "问题清单", "规则执行情况"]);
    for sheet in book.sheet_names() {
        assert_eq!(book.worksheet_formula(&sheet).unwrap().used_cells().count(), 0, "{sheet}");
        let range = book.worksheet_range(&sheet).unwrap();
        for (_, _, value) in range.used_cells() {
            let text = match value {
                calamine::Data::String(text) => text,
                calamine::Data::Float(_) => continue,
                other => panic!("{other:?}"),
            };
            assert!(!text.chars().any(is_dangerous), "{text:?}");
        }
    }
    let list = book.worksheet_range("问题清单").unwrap();
    let problems = hostile().findings.len() + hostile().diagnostics.len();
    assert_eq!(list.height(), problems + 1);
}
