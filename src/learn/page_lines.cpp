#include "learn/page_lines.h"

#include <algorithm>

#include "dedup/fold.h"
#include "page/zones.h"
#include "text/hash.h"

namespace dechaff::learn {

void fold_line(std::string_view line, std::string& out) {
  constexpr std::size_t longest = 4096;
  dedup::fold(line.substr(0, longest), true, out);
  const auto end =
      std::unique(out.begin(), out.end(), [](char a, char b) { return a == '0' && b == '0'; });
  out.erase(end, out.end());
}

std::uint64_t key_of(std::string_view folded) {
  const std::uint64_t hash = text::hash64(folded);
  return hash == 0 ? 1 : hash;
}

void read_lines(const Document& document, std::vector<PageLine>& out) {
  const LineTable& lines = document.lines;
  out.clear();
  std::string folded;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines.chars[i] == 0 || !lines.kept(i)) continue;
    fold_line(trim(lines.text[i]), folded);
    if (folded.empty()) continue;
    const bool bare = folded.find_first_not_of("0 $+<=>^`|~") == std::string::npos;
    out.push_back({i, key_of(folded), page::is_prose(document, i), bare});
  }
}

void place_lines(std::vector<PageLine>& lines) {
  std::size_t first = lines.size(), last = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!lines[i].prose || lines[i].common) continue;
    if (first == lines.size()) first = i;
    last = i;
  }
  for (std::size_t i = 0; i < lines.size(); ++i)
    lines[i].zone = i < first ? Zone::head : i <= last ? Zone::body : Zone::tail;
}

bool above_own_prose(const std::vector<PageLine>& lines, std::size_t i) {
  for (std::size_t k = i + 1; k < lines.size() && k <= i + 3; ++k) {
    if (lines[k].prose && !lines[k].common) return true;
  }
  return false;
}

}  // namespace dechaff::learn
