#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dechaff::text {

/// Abbreviations that end with a full stop and do not end a sentence: "dr.", "z.b.", "т.е.".
class Abbreviations {
 public:
  /// In lower case, with the last full stop. O(n log n).
  explicit Abbreviations(std::vector<std::string> list);

  /// Whether `token`, in any case and with its full stop, is one. O(log n), n of the list.
  bool contains(std::string_view token) const;

 private:
  std::vector<std::string> list_;  // sorted
};

}  // namespace dechaff::text
