#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "rules/pattern/line_automaton.h"
#include "rules/pattern/quick_pattern.h"
#include "rules/prefilter_builder.h"
#include "rules/string_search.h"
#include "text/case.h"
#include "text/utf8.h"

namespace {

/// Whether the string search gives a line to a pattern.
bool reached(std::string_view pattern, std::string_view line) {
  using dechaff::rules::Prefilter;
  using dechaff::rules::StringSearch;
  dechaff::rules::PrefilterBuilder builder;
  builder.add(0, dechaff::rules::required_literals(pattern));
  const Prefilter prefilter = builder.build();
  const StringSearch search(prefilter, std::array{StringSearch::in_all_lines});
  std::string folded;
  dechaff::text::fold_case(line, folded);
  const std::size_t size = folded.size();
  folded.append(Prefilter::slack, '\0');
  std::vector<std::uint16_t> found;
  search.candidates(std::string_view(folded).substr(0, size), 0, found);
  return !found.empty();
}

}  // namespace

/// The first line is a pattern, the rest a line that it is asked about: when the quick pattern is
/// sure, RE2 must say the same; and so when its automaton is, which makes its states the first
/// time and walks through them the second. What RE2 matches holds what the pattern requires.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using Answer = dechaff::rules::QuickPattern::Answer;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t cut = input.find('\n');
  if (cut == std::string_view::npos || cut > 500) return 0;
  const std::string_view pattern = input.substr(0, cut), line = input.substr(cut + 1);
  const RE2 re(re2::StringPiece(pattern.data(), pattern.size()), RE2::Quiet);
  if (!re.ok()) return 0;
  const bool wanted = RE2::PartialMatch(re2::StringPiece(line.data(), line.size()), re);
  const auto compare = [&](Answer answer) {
    if (answer != Answer::unsure && wanted != (answer == Answer::yes)) __builtin_trap();
  };
  if (wanted && !line.empty() && !reached(pattern, line)) __builtin_trap();
  const dechaff::rules::QuickPattern quick(pattern);
  dechaff::rules::DecodedLine decoded;
  decoded.assign(line);
  compare(quick.matches(decoded));
  if (!quick.known() || !dechaff::text::is_valid(line)) return 0;
  const bool beyond_bmp = std::any_of(line.begin(), line.end(),
                                      [](char c) { return static_cast<unsigned char>(c) >= 0xF0; });
  std::size_t left = dechaff::rules::LineAutomaton::most_bytes;
  dechaff::rules::LineAutomaton automaton(quick, left);
  compare(automaton.matches(line, beyond_bmp));
  compare(automaton.matches(line, beyond_bmp));
  return 0;
}
