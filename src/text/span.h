#pragma once

#include <cstddef>
#include <string_view>

namespace dechaff {

/// A half-open range of byte offsets.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;

  std::size_t size() const { return end - begin; }
  bool empty() const { return begin == end; }
  friend bool operator==(const Span&, const Span&) = default;
};

namespace text {

using dechaff::Span;

/// The bytes of `text` that `span` covers.
inline std::string_view slice(std::string_view text, Span span) {
  return text.substr(span.begin, span.end - span.begin);
}

}  // namespace text
}  // namespace dechaff
