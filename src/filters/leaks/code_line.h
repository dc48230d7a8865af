#pragma once

#include <cstdint>
#include <string_view>

/// What a line of code that has no place in a text looks like. Characters and tokens decide, no
/// words of a language.
namespace dechaff::leaks {

enum class Code : std::uint8_t {
  none,
  part,       // "}", "});", "margin: 0;": code beside other code only
  script,     // JavaScript
  style,      // CSS
  data,       // JSON
  shortcode,  // [gallery ids="1,2"], {% include ad %}
  comment,    // <!-- wp:paragraph -->
  markup,     // tags without text between them
  pixel,      // an image of one pixel that counts visitors
  encoded     // base64
};

struct CodeLine {
  Code code = Code::none;
  bool signature = false;  // it names what only a page's own machinery names
  bool dense = false;      // packed into one line, as no one writes it for readers
};

/// Judges a line without white space at its ends. O(n).
CodeLine judge(std::string_view line);

}  // namespace dechaff::leaks
