//! How everything looks: black on white, sans serif of 12 points, told apart by weight.

use crate::write::markup::Markup;

/// What a cell is for; the name of its style.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    Title,
    Text,
    Link,
    Header,
    HeaderNumber,
    Body,
    Number,
}

impl Role {
    const ALL: [Self; 7] =
        [Self::Title, Self::Text, Self::Link, Self::Header, Self::HeaderNumber, Self::Body, Self::Number];

    /// The name of its style.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Title => "Heading_20_1",
            Self::Text => "Text",
            Self::Link => "Link",
            Self::Header => "Header",
            Self::HeaderNumber => "HeaderNumber",
            Self::Body => "Body",
            Self::Number => "Number",
        }
    }

    fn shown_name(self) -> &'static str {
        if self == Self::Title { "Heading 1" } else { self.name() }
    }

    fn is_bold(self) -> bool {
        matches!(self, Self::Title | Self::Header | Self::HeaderNumber)
    }

    fn is_right(self) -> bool {
        matches!(self, Self::HeaderNumber | Self::Number)
    }

    fn wraps(self) -> bool {
        matches!(self, Self::Header | Self::HeaderNumber | Self::Body)
    }
}

/// The part that holds the styles.
pub(super) fn styles() -> Vec<u8> {
    super::part("office:document-styles", |xml| {
        xml.tag("office:font-face-decls", &[], |xml| {
            let arial = [
                ("style:name", "Arial"),
                ("svg:font-family", "Arial"),
                ("style:font-family-generic", "swiss"),
            ];
            xml.empty("style:font-face", &arial);
        });
        xml.tag("office:styles", &[], |xml| {
            xml.tag("style:default-style", &[("style:family", "table-cell")], |xml| {
                let text = [
                    ("style:font-name", "Arial"),
                    ("fo:font-size", "12pt"),
                    ("fo:language", "en"),
                    ("fo:country", "GB"),
                ];
                xml.empty("style:text-properties", &text);
            });
            xml.empty("style:style", &[("style:name", "Default"), ("style:family", "table-cell")]);
            for role in Role::ALL {
                style(xml, role);
            }
        });
        page(xml);
    })
}

fn style(xml: &mut Markup, role: Role) {
    let mut cell = vec![("style:vertical-align", "top")];
    if role.wraps() {
        cell.push(("fo:wrap-option", "wrap"));
    }
    if matches!(role, Role::Header | Role::HeaderNumber) {
        cell.push(("fo:border-bottom", "0.5pt solid #000000"));
    }
    let mut text = Vec::new();
    if role.is_bold() {
        text.push(("fo:font-weight", "bold"));
    }
    if role == Role::Title {
        text.push(("fo:font-size", "16pt"));
    }
    if role == Role::Link {
        text.extend([("fo:color", "#1d5aa8"), ("style:text-underline-style", "solid")]);
    }
    let named = [
        ("style:name", role.name()),
        ("style:display-name", role.shown_name()),
        ("style:family", "table-cell"),
        ("style:parent-style-name", "Default"),
    ];
    xml.tag("style:style", &named, |xml| {
        xml.empty("style:table-cell-properties", &cell);
        xml.empty(
            "style:paragraph-properties",
            &[("fo:text-align", if role.is_right() { "end" } else { "start" })],
        );
        if !text.is_empty() {
            xml.empty("style:text-properties", &text);
        }
    });
}

/// Landscape, one page wide.
fn page(xml: &mut Markup) {
    let landscape = [
        ("fo:page-width", "29.7cm"),
        ("fo:page-height", "21cm"),
        ("style:print-orientation", "landscape"),
        ("style:scale-to-X", "1"),
        ("style:scale-to-Y", "0"),
    ];
    xml.tag("office:automatic-styles", &[], |xml| {
        xml.tag("style:page-layout", &[("style:name", "Landscape")], |xml| {
            xml.empty("style:page-layout-properties", &landscape);
        });
    });
    xml.tag("office:master-styles", &[], |xml| {
        xml.empty("style:master-page", &[("style:name", "Default"), ("style:page-layout-name", "Landscape")]);
    });
}
