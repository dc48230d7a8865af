#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dechaff::html {

/// A tag of a page, as the standard's tokenizer cuts it.
struct Tag {
  bool closing = false, ends_itself = false;  // </a>, <a/>
  std::string name;                           // in lower case
  std::size_t begin = 0, end = 0;             // bytes of the page, '<' and '>' too
  std::size_t surplus =
      0;  // where the first attribute beyond the limit begins; `end`: there is none
};

/// Finds the tags of a page one after the other. Comments hold none. O(bytes) over all of them.
class TagScan {
 public:
  TagScan(std::string_view html, std::size_t attributes)
      : html_(html), most_attributes_(attributes) {}

  /// False when no whole tag follows.
  bool next(Tag& tag);
  /// What follows is text up to the end tag of this name.
  void skip_raw(std::string_view name);

 private:
  bool read(std::size_t begin, Tag& tag);
  std::size_t skip_declaration(std::size_t at) const;

  std::string_view html_;
  std::size_t most_attributes_;
  std::size_t at_ = 0;
};

}  // namespace dechaff::html
