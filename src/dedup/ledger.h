#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "text/hash.h"

namespace dechaff::dedup {

/// Says what earlier documents had where the documents are not read in order by one process: an
/// engine collects the keys that were asked for in each document, finds the first document of each,
/// and lets every document be cleaned again, with those keys that an earlier one has. Of one chain;
/// not thread-safe.
class Ledger {
 public:
  /// Whether an earlier document had `key`. O(log keys).
  bool ask(const text::Hash128& key) {
    asked_.push_back(key);
    return std::binary_search(before_.begin(), before_.end(), key);
  }

  /// For the next document: what earlier ones had.
  void begin(std::vector<text::Hash128> before) {
    asked_.clear();
    before_ = std::move(before);
    std::sort(before_.begin(), before_.end());
  }

  const std::vector<text::Hash128>& asked() const { return asked_; }

 private:
  std::vector<text::Hash128> asked_, before_;
};

}  // namespace dechaff::dedup
