#include "decide/short_runs.h"

#include "decide/policy.h"
#include "decide/prose.h"

namespace dechaff::decide {

std::vector<ShortRun> short_runs(const PageView& page, const std::vector<std::uint8_t>& supported) {
  std::vector<ShortRun> out;
  const LineTable& lines = page.lines();
  const std::size_t n = lines.size();
  const std::size_t first_body = first_of(page.document.zones, Zone::body);
  const auto of_run = [&](std::size_t i) {
    const bool title = i < first_body && i + policy::title_lines >= first_body;
    return page.zone(i) != Zone::body && !page.opens_tail(i) && !title &&
           lines.words[i] <= policy::run_words && !ends_sentence(lines.shown(i));
  };
  std::size_t begin = n;
  for (std::size_t i = 0; i <= n; ++i) {
    const bool run = i < n && of_run(i);
    if (run && begin == n) begin = i;
    if (run || begin == n) continue;
    std::size_t cues = 0, filled = 0;
    for (std::size_t k = begin; k < i; ++k) {
      cues += supported[k];
      filled += lines.chars[k] > 0 ? 1U : 0U;
    }
    if (filled >= policy::run_lines && cues * policy::run_cues >= filled)
      out.push_back({begin, i, static_cast<float>(cues) / static_cast<float>(filled)});
    begin = n;
  }
  return out;
}

std::vector<ShortRun> blank_runs(const LineTable& lines) {
  std::vector<ShortRun> out;
  bool dropped_before = false;
  for (std::size_t i = 0; i < lines.size();) {
    if (lines.chars[i] > 0 || !lines.kept(i)) {
      dropped_before = !lines.kept(i);
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < lines.size() && lines.chars[end] == 0 && lines.kept(end)) ++end;
    if (dropped_before && (end == lines.size() || !lines.kept(end))) out.push_back({i, end, 0});
    i = end;
  }
  return out;
}

std::vector<std::size_t> doubled_blanks(const Document& document) {
  std::vector<std::size_t> out;
  bool blank_above = true, gone = false;  // of what is kept; something went since
  std::size_t last = document.lines.size();
  for (std::size_t i = 0; i < document.lines.size(); ++i) {
    if (!document.lines.kept(i)) {
      gone = true;
      continue;
    }
    const bool blank = trim(document.lines.text[i]).empty();
    if (blank && blank_above && gone) {
      out.push_back(i);
      continue;
    }
    blank_above = blank;
    gone = false;
    last = i;
  }
  if (gone && blank_above && last < document.lines.size()) out.push_back(last);
  return out;
}

}  // namespace dechaff::decide
