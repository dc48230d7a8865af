#include "evidence/line_blocks.h"

#include <algorithm>

namespace dechaff::evidence {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

std::size_t first_run(std::string_view line) {
  return line.empty() ? 0 : std::min(line.find_first_not_of(line[0]), line.size());
}

bool starts_with_word(std::string_view text, std::string_view word) {
  return text.size() >= word.size() &&
         std::equal(word.begin(), word.end(), text.begin(), [](char a, char b) {
           return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b + 32) : b);
         });
}

std::size_t item_mark(std::string_view line) {
  std::size_t at = 0;
  while (at < line.size() && is_space(line[at])) ++at;
  const std::size_t mark = at;
  if (line.substr(at).starts_with("•")) {
    at += std::string_view("•").size();
  } else if (at < line.size() && std::string_view("-*+#.").find(line[at]) < 5) {
    while (at < line.size() && at < mark + 5 && line[at] == line[mark]) ++at;
    if (at < line.size() && line[mark] == '#' && line[at] == '.') ++at;
  } else {
    while (at < line.size() && at < mark + 4 && is_digit(line[at])) ++at;
    if (at == mark || at == line.size() || (line[at] != '.' && line[at] != ')')) return 0;
    ++at;
  }
  if (at >= line.size() || !is_space(line[at])) return 0;
  while (at < line.size() && is_space(line[at])) ++at;
  return at;
}

std::string_view LineBlocks::line(std::size_t i) const {
  std::string_view out = bytes_.substr(lines_[i].begin, lines_[i].end - lines_[i].begin);
  if (i == 0 && out.starts_with("\xEF\xBB\xBF")) out.remove_prefix(3);
  while (!out.empty() && is_space(out.back())) out.remove_suffix(1);
  return out;
}

void LineBlocks::add(std::size_t i, Kind kind) {
  if (!open_ || out_.blocks.back().kind != kind) {
    MarkdownBlock block;
    block.kind = kind;
    block.line_begin = static_cast<std::uint32_t>(i);
    block.bytes.begin = lines_[i].begin;
    out_.blocks.push_back(block);
    open_ = true;
  }
  out_.blocks.back().line_end = static_cast<std::uint32_t>(i + 1);
  out_.blocks.back().bytes.end = lines_[i].next;
}

void LineBlocks::add_text(std::size_t i) {
  const bool item = item_mark(line(i)) > 0;
  if (item) close();
  const bool goes_on = open_ && out_.blocks.back().kind == Kind::paragraph;
  add(i, Kind::paragraph);
  if (!goes_on && item) {
    out_.blocks.back().first_of_item = true;
    out_.blocks.back().lists = 1;
  }
}

void LineBlocks::add_heading(std::size_t i, std::size_t end, int level, std::string_view title,
                             bool underlined) {
  close();
  for (std::size_t k = i; k < end; ++k) add(k, Kind::heading);
  close();
  MarkdownBlock& block = out_.blocks.back();
  block.level = static_cast<std::uint8_t>(std::clamp(level, 1, 6));
  block.setext = underlined;
  block.title.begin = out_.titles.size();
  bool space = false;
  for (const char c : trimmed(title)) {
    if (is_space(c)) {
      space = true;
      continue;
    }
    if (space) out_.titles += ' ';
    space = false;
    out_.titles += c;
  }
  block.title.end = out_.titles.size();
}

}  // namespace dechaff::evidence
