#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "check/finding.h"

namespace dechaff::check {

/// Findings that were there before and pass: rule, hash of the folded line (case, punctuation and
/// white space do not count), and how many. Files may be renamed and lines may move.
///
/// The file is UTF-8 text. The first line is "# dechaff baseline 1"; other lines that begin with #
/// do not count; an entry is RULE, hash (16 hex digits), count and, for readers, the begin of the
/// line, parted by tabs, sorted.
class Baseline {
 public:
  /// Throws Error with the place for a line that is none of these.
  static Baseline read(const std::string& path);
  static Baseline parse(std::string_view text, const std::string& path);

  /// True when the finding is of the old ones, which are counted down.
  bool take(const Finding& finding);

  /// Entries of which some are not there any more: how many were never taken.
  struct Stale {
    std::string rule, excerpt;
    std::uint64_t left;
  };
  std::vector<Stale> stale() const;

  /// Counts a finding in.
  void add(const Finding& finding);
  std::string print() const;
  std::uint64_t size() const;  // of all counts

 private:
  struct Entry {
    std::uint64_t count = 0;
    std::string excerpt;
  };
  std::map<std::pair<std::string, std::uint64_t>, Entry> entries_;
};

}  // namespace dechaff::check
