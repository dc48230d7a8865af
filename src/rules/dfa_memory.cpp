#include "rules/dfa_memory.h"

#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>

namespace dechaff::rules {
namespace {

bool fits(std::string_view pattern, const std::vector<std::string_view>& lines,
          std::size_t memory) {
  RE2::Options options(RE2::Quiet);
  options.set_max_mem(static_cast<std::int64_t>(memory));
  options.set_never_capture(true);
  RE2::Set set(options, RE2::UNANCHORED);
  if (set.Add({pattern.data(), pattern.size()}, nullptr) < 0 || !set.Compile()) return false;
  return std::none_of(lines.begin(), lines.end(), [&](std::string_view line) {
    RE2::Set::ErrorInfo error{};
    set.Match({line.data(), line.size()}, nullptr, &error);
    return error.kind != RE2::Set::kNoError;
  });
}

}  // namespace

std::size_t dfa_memory(std::string_view pattern, const std::vector<std::string_view>& lines,
                       std::size_t most) {
  std::size_t memory = std::size_t{16} << 10U;
  while (memory <= most && !fits(pattern, lines, memory)) memory *= 2;
  return memory;
}

}  // namespace dechaff::rules
