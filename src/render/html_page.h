#pragma once

#include <string>
#include <string_view>

namespace dechaff::render {

/// The begin and end of a page that shows documents with marks: style and script stand inside, and
/// its own Content-Security-Policy lets nothing else run or load. `title` and `about` are text.
struct PageFrame {
  std::string title;                             // of the window, and the heading
  std::string about;                             // a line under it: what was run
  std::string left = "Before", right = "After";  // names of the two sides of the document
  bool two_sides = false;  // each side is a cleaned text; else the left one is the original

  std::string head() const;
  std::string foot() const;
};

}  // namespace dechaff::render
