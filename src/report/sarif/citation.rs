//! Statutes and articles in the texts that rules give as their basis.

use std::sync::LazyLock;

use regex::Regex;

/// A document, and one of its articles where one is named.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Citation {
    /// The document's title without brackets, or its number: `预算法`, `济历城发〔2019〕32号`.
    pub(super) document: String,
    /// The article as written: `第三十二条第一款`.
    pub(super) article: Option<String>,
}

/// A title in 《》 (which may hold 〈〉 or one more pair of 《》), or an article with its paragraph and item.
static PARTS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let numeral = "[〇零一二三四五六七八九十百千两0-9０-９]+";
    let item = format!("(?:第?[（(]?{numeral}[）)]?项|[（(]{numeral}[）)])");
    let article = format!("第{numeral}条(?:之{numeral})?(?:第{numeral}款)?(?:{item})?");
    Regex::new(&format!("《(?P<title>(?:[^《》]|《[^《》]*》)+)》|(?P<article>{article})")).ok()
});

/// All that a text cites, in its order. A text without a title or an article is cited as a whole.
pub(super) fn citations(text: &str) -> Vec<Citation> {
    let mut found: Vec<Citation> = Vec::new();
    let parts = PARTS.iter().flat_map(|parts| parts.captures_iter(text));
    for part in parts {
        if let Some(title) = part.name("title") {
            found.push(Citation { document: short(title.as_str()), article: None });
            continue;
        }
        let Some(article) = part.name("article") else {
            continue;
        };
        let written = Some(article.as_str().to_owned());
        match found.last_mut() {
            Some(last) if last.article.is_none() => last.article = written,
            Some(last) => {
                let document = last.document.clone();
                found.push(Citation { document, article: written });
            }
            None => {
                let document = short(text.get(..article.start()).unwrap_or_default());
                // An article of nothing is a text of its own.
                if document.is_empty() {
                    break;
                }
                found.push(Citation { document, article: written });
            }
        }
    }
    if found.is_empty() && !text.trim().is_empty() {
        found.push(Citation { document: text.trim().to_owned(), article: None });
    }
    found
}

/// The title by which people cite it: laws are cited without the name of the country.
fn short(title: &str) -> String {
    let title = title.trim().trim_end_matches(['，', ',', '、', '：', ':', '；', ';']);
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
                "《预算法》第三十二条、第五十七条，《关于印发〈项目支出绩效评价管理办法〉的通知》（财预〔2020〕10号），《实施条例》第二十条之一"
            ),
            [
                pair("预算法", "第三十二条"),
                pair("预算法", "第五十七条"),
                pair("关于印发〈项目支出绩效评价管理办法〉的通知", ""),
                pair("实施条例", "第二十条之一"),
            ]
        );
    }

    #[test]
    fn a_document_number_with_and_without_an_article() {
        assert_eq!(cited("济历城发〔2019〕32号"), [pair("济历城发〔2019〕32号", "")]);
        assert_eq!(cited("济历城发〔2019〕32号，第三条(二)"), [pair("济历城发〔2019〕32号", "第三条(二)")]);
        assert_eq!(cited("第三条"), [pair("第三条", "")]);
        assert_eq!(cited(" "), []);
    }
}
