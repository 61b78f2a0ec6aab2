//! XML and HTML, element by element. All text and every attribute is escaped, so that
//! nothing a return says becomes markup.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::clean::clean;

/// Names of attributes and their values.
pub(super) type Attributes<'a> = &'a [(&'a str, &'a str)];

/// A document being written, in memory, where writing cannot fail.
pub(super) struct Markup {
    writer: Writer<Vec<u8>>,
}

impl Markup {
    /// An empty document.
    pub(super) fn new() -> Self {
        Self { writer: Writer::new(Vec::new()) }
    }

    /// The line that every XML document begins with.
    pub(super) fn declaration(&mut self) {
        self.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
    }

    /// An element with what is within it.
    pub(super) fn tag(&mut self, name: &str, attributes: Attributes, within: impl FnOnce(&mut Self)) {
        self.event(Event::Start(element(name, attributes)));
        within(self);
        self.event(Event::End(BytesEnd::new(name)));
    }

    /// An element with nothing but words within it.
    pub(super) fn words(&mut self, name: &str, attributes: Attributes, text: &str) {
        self.tag(name, attributes, |page| page.text(text));
    }

    /// An element with nothing within it.
    pub(super) fn empty(&mut self, name: &str, attributes: Attributes) {
        self.event(Event::Empty(element(name, attributes)));
    }

    /// Words.
    pub(super) fn text(&mut self, text: &str) {
        self.event(Event::Text(BytesText::new(&clean(text))));
    }

    /// Markup of this program's own, as it stands.
    pub(super) fn own(&mut self, markup: &str) {
        self.writer.get_mut().extend_from_slice(markup.as_bytes());
    }

    /// The document's bytes.
    pub(super) fn finish(self) -> Vec<u8> {
        self.writer.into_inner()
    }

    fn event(&mut self, event: Event<'_>) {
        // A vector takes whatever is written to it.
        let _ = self.writer.write_event(event);
    }
}

fn element<'a>(name: &'a str, attributes: Attributes<'a>) -> BytesStart<'a> {
    BytesStart::new(name).with_attributes(attributes.iter().copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_never_becomes_markup() {
        let mut page = Markup::new();
        page.words("p", &[("title", "\"><script>&")], "</p><script>alert('1')</script>\u{0}");
        let text = String::from_utf8(page.finish()).unwrap();
        assert_eq!(text.matches('<').count(), 2, "{text}");
        assert_eq!(text.matches('"').count(), 2, "{text}");
        assert!(!text.contains('\u{0}'));
    }
}
