#pragma once

#include <vector>

#include "rules/pattern/literals.h"
#include "rules/prefilter.h"

namespace dechaff::rules {

/// Makes the lists of a Prefilter out of what patterns require.
class PrefilterBuilder {
 public:
  /// Pattern `index` needs what `required` says; `none`: it is a candidate of every line.
  void add(std::uint16_t index, const Required& required);

  /// O(strings).
  Prefilter build();

 private:
  std::string pool_;
  std::array<Prefilter::ByLength<std::vector<Prefilter::Entry>>, Prefilter::places> lists_;
  std::vector<std::uint16_t> always_;
  std::size_t patterns_ = 0;
};

}  // namespace dechaff::rules
