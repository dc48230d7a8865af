#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "rules/literals.h"
#include "rules/prefilter.h"

namespace dechaff::rules {

/// Makes the tables of a Prefilter out of what patterns require.
class PrefilterBuilder {
 public:
  /// Pattern `index` needs what `required` says, in lines of up to `max_chars` code points; `none`:
  /// it is a candidate of every line.
  void add(std::uint16_t index, std::uint32_t max_chars, const Required& required);

  /// O(n log n) of all strings.
  Prefilter build();

 private:
  using Entries = std::array<std::vector<Prefilter::Entry>, Prefilter::key_bytes.size()>;

  void write_table(std::size_t which, std::vector<Prefilter::Entry>& entries,
                   ByteWriter& out) const;
  void write_marks(const Entries& entries, ByteWriter& out) const;

  std::string pool_;
  Entries starts_, words_, letters_, any_, long_;
  std::vector<std::uint16_t> always_;
  std::size_t patterns_ = 0;
};

}  // namespace dechaff::rules
