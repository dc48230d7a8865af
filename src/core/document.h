#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/decision.h"
#include "core/line_table.h"
#include "core/markup.h"
#include "core/region.h"
#include "core/workspace.h"
#include "core/zone.h"
#include "text/span.h"

namespace dechaff {

struct Heading {
  std::size_t line;
  int level;  // 1 is the title
  float confidence;
  std::string_view shape;  // the evidence: "numbered", "marked", "bare", "title"
  std::string text;        // as its reader sees it; empty: its line
  std::string id;          // that its marks give it, for links to it; mostly empty
};

/// A line that was a heading element of the page from which the text was made.
struct HeadingElement {
  std::size_t line;
  int level;  // h1 is 1
};

/// A line of such a page that stood in its navigation or footer, not in those of a part of the
/// content. Heading elements are none.
struct RegionLine {
  std::size_t line;
  Region region;
};

/// A document on its way through the chain: a view of its bytes, its lines, and what the filters
/// said of them. Reused from one document to the next, so that nothing is allocated again.
struct Document {
  static constexpr std::size_t no_line = SIZE_MAX;

  std::string_view source;     // file name, "-" for standard input
  std::size_t ordinal = 0;     // counts from 0 over the whole run
  std::size_t first_line = 1;  // line of the source in which it begins
  std::string_view id;         // of JSONL, CSV, WET, tar; else empty
  std::string_view host;       // or a URL on it, where --host-field says it; else empty
  std::string_view bytes;      // the original text
  std::string_view language;   // BCP 47, or empty: not certain or not asked for
  Markup markup = Markup::none;
  bool utf8 = true;  // false: no stage changes it, unless a run takes any bytes
  LineTable lines;
  std::vector<std::uint8_t>
      fixed;  // of a line: code or front matter, which no stage changes; empty: none is
  std::vector<Decision> decisions;
  std::vector<Heading> headings;
  std::size_t title = no_line;                            // the line that is taken for it
  std::vector<HeadingElement> heading_elements;           // by line; of HTML only
  std::vector<RegionLine> region_lines;                   // by line; of HTML only
  std::vector<std::pair<std::string, std::string>> meta;  // author, date, source, editor, …
  LineZones zones;                                        // empty until they are looked for
  Workspace workspace;                                    // what modules keep beside it

  void assign(std::string_view text);
  /// The same with no lines, for those who look at the bytes alone.
  void assign_whole(std::string_view text);
  bool is_fixed(std::size_t line) const { return !fixed.empty() && fixed[line] != 0; }
};

/// A change against the original bytes, composed from all stages; sorted, never overlapping.
struct Edit {
  Span original;
  std::string replacement;
};
std::vector<Edit> edits_of(const Document& document);

/// The text as the stages left it. O(bytes).
std::string cleaned(const Document& document);

}  // namespace dechaff
