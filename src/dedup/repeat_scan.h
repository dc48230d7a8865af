#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/line_table.h"

namespace dechaff::dedup {

/// Says quickly whether a document may hold loops, or longer stretches that stand twice, so that
/// most documents need not be cut into tokens. Looks at eight bytes from each word on (of scripts
/// without spaces, from every second character or so on): where they stood last, and whether what
/// follows stood at the same distance. O(bytes).
class RepeatScan {
 public:
  struct Found {
    bool loop = false;   // three copies, one behind the other
    bool again = false;  // some two hundred bytes that stand twice, or fewer that touch
  };
  Found scan(const LineTable& lines);

 private:
  struct Slot {
    std::uint32_t check, place;
  };
  void add(std::uint64_t gram, std::uint32_t place);
  void scan_words(std::string_view line, std::uint32_t base);
  void scan_characters(std::string_view line, std::uint32_t base);

  std::vector<Slot> slots_;
  unsigned shift_ = 0;
  Found found_;
  // The stretch that goes on: how far back it stood, and from where to where it is known.
  std::uint32_t distance_ = 0, begin_ = 0, last_ = 0, hits_ = 0;
  std::uint32_t words_ = 0, begin_word_ = 0;   // looked at
  std::uint32_t stray_ = 0, stray_place_ = 0;  // the last word that stood elsewhere
};

}  // namespace dechaff::dedup
