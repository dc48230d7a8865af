#include <re2/re2.h>

#include <string_view>

#include "rules/quick_pattern.h"

/// The first line is a pattern, the rest a line that it is asked about: when the quick pattern is
/// sure, RE2 must say the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using Answer = dechaff::rules::QuickPattern::Answer;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t cut = input.find('\n');
  if (cut == std::string_view::npos || cut > 500) return 0;
  const std::string_view pattern = input.substr(0, cut), line = input.substr(cut + 1);
  const RE2 re(re2::StringPiece(pattern.data(), pattern.size()), RE2::Quiet);
  if (!re.ok()) return 0;
  dechaff::rules::DecodedLine decoded;
  decoded.assign(line);
  const Answer answer = dechaff::rules::QuickPattern(pattern).matches(decoded);
  if (answer == Answer::unsure) return 0;
  const bool wanted = RE2::PartialMatch(re2::StringPiece(line.data(), line.size()), re);
  if (wanted != (answer == Answer::yes)) __builtin_trap();
  return 0;
}
