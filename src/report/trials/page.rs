//! The page in a browser: it asks for nothing, complains of nothing, filters, and takes no text for markup.

use std::io::Read;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::sample::{hostile, report};
use super::{written, written_in};
use crate::finding::Report;
use crate::report::html::policy::hash;
use crate::text::Language;

/// What a browser makes of a page.
struct Opened {
    /// The document after its scripts have run.
    document: String,
    /// What they and the policy had to say.
    console: Vec<String>,
}

/// Opens a page in headless Chromium; `None`, said aloud, where there is none.
fn open(page: &str) -> Option<Opened> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("报告.html");
    std::fs::write(&path, page).unwrap();
    let browser = std::env::var_os("HENG_CHROMIUM").unwrap_or_else(|| "chromium".into());
    let child = Command::new(browser)
        .args([
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
        ])
        .args(["--disable-background-networking", "--enable-logging=stderr", "--virtual-time-budget=3000"])
        .arg(format!("--user-data-dir={}", folder.path().join("profile").display()))
        .arg("--dump-dom")
        .arg(format!("file://{}", path.display()))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut child) = child else {
        super::skipped("there is no `chromium`; Debian has it in chromium, HENG_CHROMIUM may name it");
        return None;
    };
    let (mut stdout, mut stderr) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
    let said = std::thread::spawn(move || {
        let mut bytes = Vec::new();
        stderr.read_to_end(&mut bytes).unwrap();
        String::from_utf8_lossy(&bytes).into_owned()
    });
    let document = std::thread::spawn(move || {
        let mut bytes = Vec::new();
        stdout.read_to_end(&mut bytes).unwrap();
        String::from_utf8_lossy(&bytes).into_owned()
    });
    let patience = Instant::now() + Duration::from_secs(90);
    while child.try_wait().unwrap().is_none() {
        if Instant::now() > patience {
            child.kill().unwrap();
            panic!("the browser does not come to an end");
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    let console = said.join().unwrap();
    let console = console.lines().filter(|line| line.contains("CONSOLE")).map(str::to_owned).collect();
    Some(Opened { document: document.join().unwrap(), console })
}

/// The page with one more script, which its policy allows.
fn with_script(page: &str, script: &str) -> String {
    let allowed = format!("script-src &#39;{}&#39; &#39;", hash(script));
    assert!(page.contains("script-src &#39;"));
    let page = page.replace("script-src &#39;", &allowed);
    page.replace("</body>", &format!("<script>{script}</script></body>"))
}

#[test]
fn filters_work_and_nothing_is_asked_for() {
    let page = with_script(&written(&report(), "html"), include_str!("page.js"));
    let Some(opened) = open(&page) else {
        return;
    };
    assert_eq!(opened.console, Vec::<String>::new());
    let (_, result) = opened.document.split_once("<pre id=\"trial\">").expect(&opened.document);
    let (result, _) = result.split_once("</pre>").unwrap();
    assert_eq!(
        serde_json::from_str::<Value>(result).unwrap(),
        json!({
            "all": 5, "withoutErrors": 3, "said": 3, "searched": 2, "none": 0, "saysNothing": true,
            "ofOneRule": 1, "ofOneFile": 3, "ofAClickedBar": 2, "afterReset": 5,
            "resources": 0, "scripts": 2, "foreign": 0, "unlabelled": 0,
        })
    );
}

#[test]
fn findings_can_be_gathered_by_unit() {
    let mut report = report();
    report.findings[0].unit = Some("区水务局".to_owned());
    report.findings[2].unit = Some("区水务局".to_owned());
    let page = written(&report, "html");
    assert!(page.contains("<figcaption>问题最多的单位</figcaption>"));
    let script = "const one = document.querySelector('svg a[data-by=unit]');\
                  one.dispatchEvent(new MouseEvent('click', {bubbles: true}));\
                  document.title = 'rows ' + [...document.querySelectorAll('.findings tbody tr')]\
                  .filter((row) => !row.hidden).map((row) => row.dataset.unit).join();";
    let Some(opened) = open(&with_script(&page, script)) else {
        return;
    };
    assert_eq!(opened.console, Vec::<String>::new());
    // The longest bar is that of the three whose unit is not filled in.
    assert!(opened.document.contains("<title>rows 1,1,1</title>"), "{}", opened.document);
}

#[test]
fn hostile_text_is_text() {
    let Some(opened) = open(&written(&hostile(), "html")) else {
        return;
    };
    assert_eq!(opened.console, Vec::<String>::new());
    assert_eq!(opened.document.matches("<script").count(), 1);
    assert!(opened.document.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    // The page's own script has run.
    assert!(opened.document.contains("<form id=\"filter\" class=\"filter\">"));
}

#[test]
fn empty_and_english_pages_open_without_a_complaint() {
    for page in [written(&Report::default(), "html"), written_in(&report(), "html", Language::English)] {
        let Some(opened) = open(&page) else {
            return;
        };
        assert_eq!(opened.console, Vec::<String>::new());
    }
}

#[test]
fn the_policy_keeps_out_what_is_not_the_pages_own() {
    let foreign = "<script>document.title = 'foreign'</script><img src=\"http://127.0.0.1:9/\" onerror=\"document.title = 'foreign'\">";
    let page = written(&report(), "html").replace("</body>", &format!("{foreign}</body>"));
    let Some(opened) = open(&page) else {
        return;
    };
    assert!(!opened.document.contains("<title>foreign"), "{}", opened.document);
    assert!(opened.console.len() >= 2, "{:?}", opened.console);
}

#[test]
fn the_page_holds_no_address_and_no_handler() {
    for report in [report(), hostile(), Report::default()] {
        let page = written(&report, "html");
        let (head, rest) = page.split_once("<body>").unwrap();
        let (body, _) = rest.rsplit_once("<script>").unwrap();
        for reference in ["src=", "@import", "url(", "style=\"", "onclick", "unsafe-inline"] {
            assert!(!head.contains(reference), "{reference}");
            assert!(!body.contains(reference), "{reference}");
        }
        assert!(!page.contains("http-equiv=\"refresh\""));
    }
}
