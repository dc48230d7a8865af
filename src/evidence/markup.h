#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "text/span.h"

namespace dechaff::html {

/// How the lines of a page's text were marked up, for what writes them with marks again.
struct Markup {
  static constexpr std::uint32_t none = UINT32_MAX;

  struct Line {
    std::size_t begin = 0;       // byte of the text
    std::uint32_t block = 0;     // lines of one block are broken by <br>
    std::uint32_t item = none;   // of `items`
    std::uint32_t table = none;  // its number
    std::uint32_t row = 0;       // of the page, where it is in a table
    std::uint32_t code = none;   // of `codes`
    std::uint8_t level = 0;      // of a heading, 1–6
    std::uint8_t quotes = 0;     // around it
  };
  /// An item of a list.
  struct Item {
    std::uint32_t parent = none;  // the item around its list
    std::uint32_t list = 0;       // the number of the outermost list
    std::uint32_t number = 0;     // of an ordered list; 0: a bullet
  };
  enum class Kind : std::uint8_t { strong, emphasis, code, struck, link };
  /// A stretch of one line.
  struct Mark {
    Span span;  // bytes of the text
    Kind kind;
    std::string target;  // of a link
  };

  std::vector<Line> lines;  // by byte
  std::vector<Item> items;
  std::vector<std::string> codes;  // the language of each <pre>; empty: it does not say
  std::vector<Mark> marks;         // by their end; what is inside another comes before it
};

}  // namespace dechaff::html
