//! A tolerant reader of XML parts: bounded depth, entities never expanded.

use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

use super::limits::XML_DEPTH;

/// What ends a reading early.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum XmlFault {
    /// Not well formed from here on.
    Broken,
    /// More elements within elements than anybody writes.
    Deep,
}

impl XmlFault {
    /// Completes "The workbook is damaged: ".
    pub(super) fn what(self) -> &'static str {
        match self {
            Self::Broken => "its XML breaks off or is not well formed",
            Self::Deep => "its XML is nested too deeply",
        }
    }
}

/// Reads a part event by event; an empty element gives a start and an end.
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    depth: usize,
}

impl<'a> Xml<'a> {
    /// From the part's text.
    pub(super) fn new(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.check_comments = false;
        config.expand_empty_elements = true;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        Self { reader, depth: 0 }
    }

    /// The next event; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Event<'a>>, XmlFault> {
        let event = self.reader.read_event().map_err(|_| XmlFault::Broken)?;
        match event {
            Event::Eof => return Ok(None),
            Event::Start(_) => {
                self.depth += 1;
                if self.depth > XML_DEPTH {
                    return Err(XmlFault::Deep);
                }
            }
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        Ok(Some(event))
    }

    /// How many elements are open; after a start, the one started is among them.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// Passes over all that the element just started holds, its end included.
    pub(super) fn skip(&mut self) -> Result<(), XmlFault> {
        let outer = self.depth.saturating_sub(1);
        while self.depth > outer {
            if self.next()?.is_none() {
                break;
            }
        }
        Ok(())
    }
}

/// An attribute by its local name, unescaped; a value that cannot be is given as it stands.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    element
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)
        .map(|attribute| match attribute.normalized_value(XmlVersion::Implicit1_0) {
            Ok(value) => value.into_owned(),
            Err(_) => attribute.value.to_string(),
        })
}

/// An attribute that is a number.
pub(super) fn number(element: &BytesStart<'_>, name: &str) -> Option<u32> {
    attribute(element, name)?.trim().parse().ok()
}

/// An attribute that is a yes or no.
pub(super) fn flag(element: &BytesStart<'_>, name: &str) -> bool {
    attribute(element, name).is_some_and(|value| matches!(value.trim(), "1" | "true" | "on"))
}

/// Adds the characters that an event stands for, if it stands for any.
pub(super) fn push_text(event: &Event<'_>, out: &mut String) {
    match event {
        Event::Text(text) => out.push_str(&text.xml10_content()),
        Event::CData(text) => out.push_str(&text.xml10_content()),
        Event::GeneralRef(reference) => out.extend(character(reference)),
        _ => {}
    }
}

/// The character of a reference; entities that a document defines itself stand for nothing.
fn character(reference: &BytesRef<'_>) -> Option<char> {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return Some(character);
    }
    match &**reference {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_unescaped_and_entities_stay_unexpanded() {
        let mut xml = Xml::new("<!DOCTYPE a [<!ENTITY b 'bbbb'>]><a>1 &lt; 2 &#163;&b;<![CDATA[ &x ]]></a>");
        let mut out = String::new();
        while let Ok(Some(event)) = xml.next() {
            push_text(&event, &mut out);
        }
        assert_eq!(out, "1 < 2 £ &x ");
    }

    #[test]
    fn deep_nesting_ends_the_reading() {
        let deep = "<a>".repeat(XML_DEPTH + 1);
        let mut xml = Xml::new(&deep);
        let fault = std::iter::repeat_with(|| xml.next()).find_map(Result::err);
        assert_eq!(fault, Some(XmlFault::Deep));
    }

    #[test]
    fn skipping_ends_behind_the_element() {
        let mut xml = Xml::new("<a><b><b/>x</b><c/></a>");
        let mut names = Vec::new();
        while let Ok(Some(event)) = xml.next() {
            if let Event::Start(element) = event {
                let name = element.local_name().as_ref().to_owned();
                if name == "b" {
                    assert_eq!(xml.skip(), Ok(()));
                }
                names.push(name);
            }
        }
        assert_eq!(names, ["a", "b", "c"]);
    }
}
