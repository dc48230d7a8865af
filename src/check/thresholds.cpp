#include "check/thresholds.h"

#include <fmt/format.h>

#include <algorithm>

namespace dechaff::check {

void Figures::add(const Figures& more) {
  bytes += more.bytes;
  words += more.words;
  lines += more.lines;
  dropped += more.dropped;
  duplicate += more.duplicate;
  boilerplate += more.boilerplate;
  repeated_run = std::max(repeated_run, more.repeated_run);
}

std::vector<BrokenLimit> over_limits(const Figures& figures, const Limits& limits) {
  std::vector<BrokenLimit> out;
  const auto share = [&](std::string_view rule, const char* what, std::uint64_t part,
                         const std::optional<double>& most) {
    if (!most || figures.bytes == 0) return;
    const double value = static_cast<double>(part) / static_cast<double>(figures.bytes);
    if (value <= *most) return;
    out.push_back({rule, fmt::format("{:.1f} % of the text {}, more than {:.1f} %", 100 * value,
                                     what, 100 * *most)});
  };
  share("check.dropped-share", "would be dropped", figures.dropped, limits.max_dropped_share);
  share("check.duplicate-share", "is said twice", figures.duplicate, limits.max_duplicate_share);
  share("check.boilerplate-share", "is boilerplate", figures.boilerplate,
        limits.max_boilerplate_share);
  if (limits.max_repeated_run && figures.repeated_run > *limits.max_repeated_run) {
    out.push_back(
        {"check.repeated-run", fmt::format("a run of {} words is repeated, more than {}",
                                           figures.repeated_run, *limits.max_repeated_run)});
  }
  if (limits.min_words && figures.words < *limits.min_words) {
    out.push_back({"check.min-words",
                   fmt::format("{} words, fewer than {}", figures.words, *limits.min_words)});
  }
  return out;
}

}  // namespace dechaff::check
