#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace dechaff::signals {

/// Counts lines or paragraphs by the XXH3-64 of their bytes. O(1) an element.
class LineRepeats {
 public:
  void add(std::uint64_t hash, std::uint32_t characters);
  void add(std::string_view text);

  double all() const { return static_cast<double>(all_); }
  double characters() const { return static_cast<double>(characters_); }
  /// Second and later copies.
  double later() const { return static_cast<double>(all_ - entries_.size()); }
  double later_characters() const { return static_cast<double>(later_characters_); }
  /// All copies of what stands more than once, the first too. O(distinct).
  double copies() const;
  double copy_characters() const;

 private:
  struct Entry {
    std::uint64_t hash;
    std::uint32_t count, characters;
  };
  void grow();

  std::vector<Entry> entries_;        // in the order of their first places
  std::vector<std::uint32_t> slots_;  // of entries_, + 1; 0: empty
  std::uint64_t all_ = 0, characters_ = 0, later_characters_ = 0;
};

/// The pieces of re.split(r"\n{2,}", text).
template <class F>
void for_each_paragraph(std::string_view text, F&& f) {
  std::size_t begin = 0;
  for (;;) {
    const std::size_t gap = text.find("\n\n", begin);
    if (gap == std::string_view::npos) break;
    f(text.substr(begin, gap - begin));
    begin = text.find_first_not_of('\n', gap);
    if (begin == std::string_view::npos) begin = text.size();
  }
  f(text.substr(begin));
}

}  // namespace dechaff::signals
