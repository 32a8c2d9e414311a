//! Statutes and articles in the texts that rules give as their basis.

use std::sync::LazyLock;

use regex::Regex;

/// A document, and one of its articles where one is named.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Citation {
    /// By what the document is known: its number where it has one, else its title: `财预〔2020〕10号`, `预算法`.
    pub(super) document: String,
    /// The title of a document that is known by its number.
    pub(super) title: Option<String>,
    /// The article, section or annex as written: `第三十二条第一款`, `一（六）`.
    pub(super) article: Option<String>,
}

/// What is quoted, which is no citation.
static QUOTED: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new("「[^「」]*」|“[^“”]*”").ok());

/// A title in 《》 (which may hold 〈〉 or one more pair of 《》) with its number; a number; an article with its
/// paragraph and item; a section; an annex.
static PARTS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let digits = "[〇零一二三四五六七八九十百千两0-9０-９]+";
    let number = r"\p{Han}+[〔［\[][0-9]{4}[〕］\]][0-9]+号";
    let title = format!("《(?P<title>(?:[^《》]|《[^《》]*》)+)》(?:[（(](?P<own>{number})[）)])?");
    let item = format!("(?:第?[（(]?{digits}[）)]?项|[（(]{digits}[）)])");
    let article = format!("第{digits}条(?:之{digits})?(?:第{digits}款)?(?:{item})?");
    let section = "[一二三四五六七八九十]+(?:[（(][一二三四五六七八九十]+[）)])?";
    let annex = "所附(?P<annex>[^（(，、；]+)";
    Regex::new(&format!(
        "{title}|(?P<number>{number})|(?P<article>{article})|\\s(?P<section>{section})|{annex}"
    ))
    .ok()
});

/// All that a text cites, in its order. A text without a title, a number or an article is cited as a whole.
pub(super) fn citations(text: &str) -> Vec<Citation> {
    let text = match &*QUOTED {
        Some(quoted) => quoted.replace_all(text, ""),
        None => text.into(),
    };
    let mut found: Vec<Citation> = Vec::new();
    for part in PARTS.iter().flat_map(|parts| parts.captures_iter(&text)) {
        let named = |name: &str| part.name(name).map(|text| text.as_str());
        if let Some(title) = named("title") {
            found.push(match named("own") {
                Some(number) => known(number, Some(short(title))),
                None => known(&short(title), None),
            });
        } else if let Some(number) = named("number") {
            found.push(known(number, None));
        } else if let Some(article) = named("article").or(named("section")).or(named("annex")) {
            let article = Some(article.trim().to_owned());
            match found.last_mut() {
                Some(last) if last.article.is_none() => last.article = article,
                Some(last) => {
                    let again = Citation { article, ..last.clone() };
                    found.push(again);
                }
                None => {
                    let before = text.get(..part.get_match().start()).unwrap_or_default();
                    found.push(Citation { article, ..known(&whole(before), None) });
                }
            }
        }
    }
    // An article of nothing is a text of its own.
    found.retain(|citation| !citation.document.is_empty());
    if found.is_empty() && !text.trim().is_empty() {
        found.push(known(&whole(&text), None));
    }
    found
}

fn known(document: &str, title: Option<String>) -> Citation {
    Citation { document: document.to_owned(), title, article: None }
}

/// A text without what is remarked in brackets behind it.
fn whole(text: &str) -> String {
    let plain = text.split(['（', '(']).next().unwrap_or(text);
    let plain = short(plain);
    if plain.is_empty() { text.trim().to_owned() } else { plain }
}

/// The title by which people cite it: laws are cited without the name of the country.
fn short(title: &str) -> String {
    let title = title.trim().trim_end_matches(['，', ',', '、', '：', ':', '；', ';']).trim_end();
    title.strip_prefix("中华人民共和国").filter(|rest| !rest.is_empty()).unwrap_or(title).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cited(text: &str) -> Vec<(String, String)> {
        let pairs = citations(text).into_iter();
        pairs.map(|one| (one.document, one.article.unwrap_or_default())).collect()
    }

    fn pair(document: &str, article: &str) -> (String, String) {
        (document.to_owned(), article.to_owned())
    }

    #[test]
    fn a_law_and_its_article() {
        assert_eq!(cited("《预算法》第三十二条"), [pair("预算法", "第三十二条")]);
        assert_eq!(
            cited("《中华人民共和国预算法》（2018年修正）第57条第二款第（三）项"),
            [pair("预算法", "第57条第二款第（三）项")]
        );
    }

    #[test]
    fn several_articles_of_several_documents() {
        assert_eq!(
            cited(
                "《预算法》第三十二条、第五十七条，《关于印发〈评价办法〉的通知》，《实施条例》第二十条之一"
            ),
            [
                pair("预算法", "第三十二条"),
                pair("预算法", "第五十七条"),
                pair("关于印发〈评价办法〉的通知", ""),
                pair("实施条例", "第二十条之一"),
            ]
        );
    }

    #[test]
    fn a_document_is_known_by_its_number() {
        assert_eq!(cited("济历城发〔2019〕32号"), [pair("济历城发〔2019〕32号", "")]);
        assert_eq!(cited("济历城发〔2019〕32号，第三条(二)"), [pair("济历城发〔2019〕32号", "第三条(二)")]);
        let titled =
            citations("《项目支出绩效评价管理办法》（财预〔2020〕10号）所附项目支出绩效自评表（得分）");
        assert_eq!(
            titled,
            [Citation {
                document: "财预〔2020〕10号".into(),
                title: Some("项目支出绩效评价管理办法".into()),
                article: Some("项目支出绩效自评表".into()),
            }]
        );
    }

    #[test]
    fn quotations_and_remarks_are_not_cited() {
        assert_eq!(
            cited("《预算法》第十三条「未列入预算的不得支出，见第十四条」"),
            [pair("预算法", "第十三条")]
        );
        assert_eq!(
            cited("历城区2019年绩效报告 一（六）「不得安排预算」（有其一）"),
            [pair("历城区2019年绩效报告", "一（六）")]
        );
        assert_eq!(cited("财预〔2015〕88号（绩效目标应当细化量化）"), [pair("财预〔2015〕88号", "")]);
        assert_eq!(cited("事前绩效评估报告的评分表（总分）"), [pair("事前绩效评估报告的评分表", "")]);
        assert_eq!(cited("第三条"), [pair("第三条", "")]);
        assert_eq!(cited(" "), []);
    }
}
