#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "rules/literals.h"

namespace dechaff::rules {

/// Finds the patterns that a line may match by the strings they require, without any pattern being
/// compiled. Immutable after prepare() and safe to share between threads.
class Prefilter {
 public:
  /// Pattern `index` needs what `required` says; `none` is not for here.
  void add(std::uint32_t index, const Required& required);
  void prepare();

  /// Appends the indices of the patterns whose strings are in `folded` (see fold_case), sorted,
  /// each once. About a nanosecond a byte.
  void candidates(std::string_view folded, std::vector<std::uint32_t>& out) const;

 private:
  /// A string, its first eight bytes as a number to compare at once, and the pattern that needs it.
  struct Entry {
    std::string text;
    std::uint64_t head, mask;
    std::uint32_t index;
  };

  /// Strings of at least `bytes` bytes by a hash of their first ones.
  struct Table {
    std::size_t bytes;
    std::vector<Entry> entries;
    std::vector<std::uint32_t> first;  // of a key: entries [first[k], first[k+1])

    std::uint32_t key(const char* at) const;
    void prepare();
    void look(std::string_view folded, std::size_t at, std::vector<std::uint32_t>& out) const;
  };

  Table letters_{1, {}, {}}, begins_{2, {}, {}}, short_insides_{2, {}, {}}, insides_{4, {}, {}};
};

}  // namespace dechaff::rules
