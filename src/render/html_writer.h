#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "render/writer.h"
#include "text/span.h"

namespace dechaff::render {

/// A document as a section of a page (html_page.h): the original text with each decision marked in
/// its place, and a table of the reasons for the page's script. All text is escaped (html_text.h).
/// O(bytes + decisions).
class HtmlWriter final : public Writer {
 public:
  void document(const Rendering& what, std::string& out) const override;
};

/// A stretch of a section: `tag` is del, ins or mark, `attributes` stand in it as they are.
struct Stretch {
  struct Insert {
    std::string attributes, text;
  };
  Span span;
  std::string tag, attributes;
  std::vector<Insert> inserts;  // what stands there in another version
};

/// Appends the text of a section with its stretches, cut into blocks of some lines that a browser
/// lays out only when they come into sight.
void append_stretches(std::string& out, std::string_view text, const std::vector<Stretch>& all);

}  // namespace dechaff::render
