#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/line_table.h"
#include "text/span.h"

namespace dechaff {

namespace page {
struct Analysis;
}

/// Why something was done. `code` is stable and public ("teasers.after-end-marker"); `why` is a
/// sentence for people. Both are string literals or live as long as the rule packs.
struct Reason {
  std::string_view code;
  std::string_view why;
};

enum class Deed : std::uint8_t { drop, rewrite, flag };

/// One decision of a filter about a stretch of the original document.
struct Decision {
  Deed deed;
  Span span;  // bytes of the original document
  std::size_t line;
  std::string_view stage;
  Reason reason;
  std::string rule;  // rule id or model evidence; may be empty
  float score = 1;   // 0..1
  std::string replacement;
  Span of{};  // for repeats: what it repeats; empty otherwise
};

struct Heading {
  std::size_t line;
  int level;  // 1 is the title
  float confidence;
  std::string_view shape;  // the evidence: "numbered", "marked", "bare", "title"
};

/// A line that was a heading element of the page from which the text was made.
struct HeadingElement {
  std::size_t line;
  int level;  // h1 is 1
};

/// A line of such a page that stood in its navigation or footer, not in those of a part of the
/// content. Heading elements are none.
enum class Region : std::uint8_t { nav, footer };
struct RegionLine {
  std::size_t line;
  Region region;
};

/// What a filter found out of a document alone, ahead of its verdict; see Filter::study().
struct Study {
  Study() = default;
  Study(const Study&) = delete;
  Study& operator=(const Study&) = delete;
  virtual ~Study() = default;
};

/// A document on its way through the chain: a view of its bytes, its lines, and what the filters
/// said of them. Reused from one document to the next, so that nothing is allocated again.
struct Document {
  std::string_view source;      // file name, "-" for standard input
  std::size_t ordinal = 0;      // counts from 0 over the whole run
  std::size_t first_line = 1;   // line of the source in which it begins
  std::string_view id;          // of JSONL, CSV, WET, tar; else empty
  std::string_view host;        // or a URL on it, where --host-field says it; else empty
  std::string_view bytes;       // the original text
  std::string_view language;    // BCP 47, or empty: not certain; see page/language.h
  bool language_known = false;  // it was asked for
  LineTable lines;
  std::vector<Decision> decisions;
  std::vector<Heading> headings;
  std::vector<HeadingElement> heading_elements;           // by line; of HTML only
  std::vector<RegionLine> region_lines;                   // by line; of HTML only
  std::vector<std::pair<std::string, std::string>> meta;  // author, date, source, editor, …
  std::string_view zones;                                 // one of h b t a line; see page/zones.h
  std::string zone_buffer;
  std::shared_ptr<page::Analysis> analysis;  // kept from document to document
  bool analysed = false;                     // it is of this document
  std::unique_ptr<Study> study;              // kept likewise
  bool studied = false;                      // it is of this document, for the next stage

  void assign(std::string_view text);
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
