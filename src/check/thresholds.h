#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "check/settings.h"

namespace dechaff::check {

/// What thresholds look at, of a document or of the whole input; bytes and words of what the
/// filters see.
struct Figures {
  std::uint64_t bytes = 0, words = 0, lines = 0;
  std::uint64_t dropped = 0, duplicate = 0, boilerplate = 0;  // bytes
  std::uint64_t repeated_run = 0;                             // words; of several: the longest

  void add(const Figures& more);
};

struct BrokenLimit {
  std::string_view rule;
  std::string message;
};

/// The limits that the figures break; languages aside, which are no figure.
std::vector<BrokenLimit> over_limits(const Figures& figures, const Limits& limits);

}  // namespace dechaff::check
