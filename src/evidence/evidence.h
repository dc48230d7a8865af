#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/span.h"

namespace dechaff::evidence {

/// How much the input says of a line.
enum class Knowledge : std::uint8_t {
  none,    ///< nothing: plain text
  signs,   ///< plain text with a bullet, a list number, drawn cells or an indent
  markup,  ///< its element, its links and what is around it: HTML, Markdown
};

/// The nearest element that gives the line its shape.
enum class Element : std::uint8_t {
  none,       ///< unknown, or a line that shows nothing
  paragraph,  ///< p; a Markdown paragraph
  block,      ///< div and other blocks without a meaning of their own; an HTML block in Markdown
  heading,    ///< h1–h6, see `level`
  item,       ///< of a list
  cell,       ///< of a table; a table row
  term,       ///< dt, dd
  quote,
  code,
  caption,
  button,
  label,   ///< of a form
  image,   ///< an image alone
  rule,    ///< a thematic break
  mark,    ///< a line of marks: a fence, an underline, the line below a table's head
  matter,  ///< front matter, a link's definition
};
inline constexpr std::size_t element_count = 16;

/// The element's name, as test listings and explanations show it.
std::string_view name_of(Element element);

/// What is around a line. Bits of Regions.
enum class Region : std::uint8_t {
  header,
  nav,
  main,
  article,
  aside,
  footer,
  form,
  comments,
  section,
  list,
  table,
  quote,
  figure,
};
inline constexpr std::size_t region_count = 13;
using Regions = std::uint16_t;
constexpr Regions bit(Region region) { return static_cast<Regions>(1U << unsigned(region)); }
std::string_view name_of(Region region);

/// More of a line. Bits of LineEvidence::flags.
enum Flag : std::uint8_t {
  is_hidden = 1,    ///< shown to no eye: aria-hidden, visibility: hidden
  has_time = 2,     ///< holds <time> or a date that is marked as one
  has_author = 4,   ///< holds rel=author or an author that is marked as one
  has_image = 8,    ///< holds an image
  is_lax = 16,      ///< "##Heading" without a space
  whole_link = 32,  ///< all its visible text is one link
  in_form = 64,     ///< holds a button, a label or a form field
};

/// What is known of one line. A plain value; the tokens and the shown text are in Evidence.
struct LineEvidence {
  Knowledge known = Knowledge::none;
  Element element = Element::none;
  std::uint8_t level = 0;  ///< of a heading, 1–6
  std::uint8_t link = 0;   ///< share of the visible characters inside links, 255: all
  std::uint8_t flags = 0;  ///< of Flag
  std::uint8_t depth = 0;  ///< elements or containers around it, at most 255
  Regions regions = 0;     ///< of Region
  std::uint16_t siblings =
      0;                    ///< elements of its element's shape under the same parent, 1: it alone
  std::uint16_t group = 0;  ///< the same of the most repeated of the four elements above it
  std::uint32_t links = 0;  ///< links that begin in the line
  std::uint32_t characters = 0;  ///< visible code points, white space aside
};

/// What a page says of itself. Empty: it does not say.
struct PageFacts {
  std::string title, og_title, site_name, author, published, canonical, language;

  void clear();
};

/// A run of a line's shown text and the bytes of the line that it shows.
struct ShownPiece {
  std::uint32_t shown;     ///< where it begins, in the line's shown text
  std::uint32_t original;  ///< where it begins, in the line
  std::uint32_t size;      ///< of the line's bytes; the run of the shown text is as long, or it was
                           ///< put in the place of these bytes (an entity, a tab between cells)
};

/// What the input says of each line of a document. Filled by a reader (html::page_text(),
/// read_markdown(), read_plain()) in line order; read by features, rules, languages and headings,
/// which match the *shown* text: marks, link targets and list signs are off. Spans map back to the
/// original bytes. Reusable: clear() keeps the memory. Not synchronised.
///
/// Invariants: lines() lines have tokens and shown text; a line's pieces are in order, do not
/// overlap and lie inside the line; bytes between pieces are marks.
class Evidence {
 public:
  static constexpr std::size_t most_tokens = 24;  // a line

  void clear();
  std::size_t lines() const { return lines_.size(); }
  const LineEvidence& operator[](std::size_t line) const { return lines_[line]; }
  LineEvidence& operator[](std::size_t line) { return lines_[line]; }

  /// Hashes of the words in class, id, role and itemprop of the nearest elements, the nearest
  /// first. A name space of their own: no word of a text has them, and the words of the two nearest
  /// are there once more, marked.
  std::span<const std::uint32_t> tokens(std::size_t line) const;

  /// The line as a reader sees it. `original` is the line's own text, which is shown as it is when
  /// nothing was taken off.
  std::string_view shown(std::size_t line, std::string_view original) const;

  /// Whether the shown text is the line itself.
  bool is_verbatim(std::size_t line) const { return ends_[line].verbatim; }
  std::span<const ShownPiece> pieces(std::size_t line) const;

  /// The bytes of the line that `part` of its shown text shows; the marks inside are among them.
  /// O(log pieces).
  Span original_of(std::size_t line, Span part) const;

  PageFacts facts;

  // For readers. A line is begun by its tokens and pieces, and ended by add().
  void begin_tokens();  ///< takes back the tokens of a line that was not ended
  void token(std::uint32_t hash) { tokens_.push_back(hash); }
  void show(std::string_view text, std::uint32_t original, std::uint32_t size);
  std::string_view shown_so_far() const;
  void keep_shown(std::size_t bytes);      ///< takes back what follows so many bytes
  void cut_shown(std::uint32_t original);  ///< takes back what shows bytes from `original` on
  /// Ends the line: what was shown is its text, or `Shown::verbatim`: the line itself.
  enum class Shown : std::uint8_t { pieces, verbatim };
  void add(const LineEvidence& line, Shown shown);

 private:
  friend struct EvidenceLists;  // evidence_bytes.cpp
  struct End {
    std::size_t text, pieces, tokens;  // one past the line's last
    bool verbatim;
  };
  End begin_of(std::size_t line) const { return line == 0 ? End{} : ends_[line - 1]; }

  std::vector<LineEvidence> lines_;
  std::vector<End> ends_;
  std::vector<std::uint32_t> tokens_;
  std::vector<ShownPiece> pieces_;
  std::string shown_;
};

}  // namespace dechaff::evidence
