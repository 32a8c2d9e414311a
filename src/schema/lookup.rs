//! Finding things of a schema by name and by number.

use super::{Child, EnumId, Enumeration, Field, RecordType, Schema, Table, TableId};

impl Schema {
    /// The enumeration with that number.
    pub fn enumeration(&self, id: EnumId) -> Option<&Enumeration> {
        self.enumerations.get(id.0)
    }

    /// The table with that number.
    pub fn table(&self, id: TableId) -> Option<&Table> {
        self.tables.get(id.0)
    }

    /// True when the records of that table are elements of lists of another.
    pub fn is_child(&self, id: TableId) -> bool {
        self.table(id).is_some_and(|table| table.child.is_some())
    }

    /// The tables whose records are elements of lists of that one.
    pub fn children(&self, parent: TableId) -> impl Iterator<Item = (TableId, &Child)> {
        let children = self.tables.iter().enumerate();
        let children = children.filter_map(|(id, table)| Some((TableId(id), table.child.as_ref()?)));
        children.filter(move |(_, child)| child.parent == parent)
    }

    /// The table with that name in either spelling.
    pub fn table_named(&self, name: &str) -> Option<TableId> {
        self.tables.iter().position(|table| table.names.is(name)).map(TableId)
    }
}

impl RecordType {
    /// The field with that spelling or alias, and its index. Spellings go before aliases.
    pub fn field_in_document(&self, name: &str) -> Option<(usize, &Field)> {
        self.field(name).or_else(|| {
            self.fields.iter().enumerate().find(|(_, field)| field.aliases.iter().any(|alias| alias == name))
        })
    }

    /// The field with that spelling, and its index.
    pub fn field(&self, name: &str) -> Option<(usize, &Field)> {
        self.fields.iter().enumerate().find(|(_, field)| field.names.is(name))
    }
}

impl Enumeration {
    /// The member that a document means by `text`.
    pub fn member_in_document(&self, text: &str) -> Option<usize> {
        self.member(text).or_else(|| {
            self.members.iter().position(|member| member.aliases.iter().any(|alias| alias == text))
        })
    }

    /// The member with that spelling.
    pub fn member(&self, name: &str) -> Option<usize> {
        self.members.iter().position(|member| member.names.is(name))
    }
}
