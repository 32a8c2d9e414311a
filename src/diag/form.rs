//! What can be wrong with a filled-in form.

/// Something in a sheet that was taken for a form, or between forms of one record.
///
/// Field paths are in the first spelling.
#[derive(Clone, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
pub enum FormProblem {
    /// A sheet that is as much one form as another.
    #[strum(serialize = "form/ambiguous")]
    Ambiguous {
        /// The forms.
        forms: Vec<String>,
    },
    /// A sheet with the title and the captions of a form, and more rows than a form has.
    #[strum(serialize = "form/too-long")]
    TooLong {
        /// The form.
        form: String,
        /// The most rows that are read.
        limit: usize,
    },
    /// Captions that a form has and the sheet does not.
    #[strum(serialize = "form/no-caption")]
    NoCaption {
        /// The form.
        form: String,
        /// The captions.
        captions: Vec<String>,
    },
    /// A caption that stands in several places.
    #[strum(serialize = "form/caption-twice")]
    CaptionTwice {
        /// The caption.
        caption: String,
    },
    /// Filled-in cells that no line of the form reads.
    #[strum(serialize = "form/not-read")]
    NotRead {
        /// The form.
        form: String,
        /// The first of them.
        cells: Vec<String>,
        /// How many there are.
        count: usize,
    },
    /// A cell that is not filled in as the form wants it.
    #[strum(serialize = "form/other-shape")]
    OtherShape {
        /// The field.
        field: String,
        /// What stands there.
        found: String,
        /// How it is to be filled in.
        shapes: Vec<String>,
    },
    /// Several boxes ticked where one may be.
    #[strum(serialize = "form/several-ticks")]
    SeveralTicks {
        /// The field.
        field: String,
        /// What stands there.
        found: String,
    },
    /// An amount of which nothing says in what unit it is.
    #[strum(serialize = "form/no-unit")]
    NoUnit {
        /// The field.
        field: String,
        /// The amount.
        found: String,
    },
    /// Two forms of one record that do not say the same.
    #[strum(serialize = "form/conflict")]
    Conflict {
        /// The field.
        field: String,
        /// What the one says.
        first: String,
        /// What the other says.
        second: String,
    },
    /// An element of a list that only one of two forms has.
    #[strum(serialize = "form/only-in-one")]
    OnlyInOne {
        /// The list.
        list: String,
        /// The element.
        element: String,
        /// The form that lacks it.
        missing_in: String,
        /// False when it counts for nothing, since the other form is the later one.
        checked: bool,
    },
    /// Forms that were put together by the name of what they are about.
    #[strum(serialize = "form/joined-by-name")]
    JoinedByName {
        /// The name.
        name: String,
        /// How many forms there are.
        forms: usize,
    },
    /// A form that could belong to several records.
    #[strum(serialize = "form/not-joined")]
    NotJoined {
        /// The name.
        name: String,
        /// How many records have it.
        records: usize,
    },
}
