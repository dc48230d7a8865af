#include "model/blocks.h"

#include <algorithm>
#include <array>

namespace dechaff {
namespace {

constexpr std::uint32_t widest = 100;
constexpr std::uint32_t narrowest = 50;

bool is_blank_byte(char c) { return c == ' ' || c == '\t' || c == '\r'; }

bool is_blank_line(std::string_view line) {
  return std::all_of(line.begin(), line.end(), is_blank_byte);
}

std::string_view trim_end(std::string_view line) {
  while (!line.empty() && is_blank_byte(line.back())) line.remove_suffix(1);
  return line;
}

std::uint32_t count_points(std::string_view text) {
  return static_cast<std::uint32_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

/// The first word of a line, or an empty view when the line opens with a bullet, a list number or
/// a heading mark and so starts a block of its own.
std::string_view continuing_word(std::string_view line) {
  std::size_t begin = 0;
  while (begin < line.size() && is_blank_byte(line[begin])) ++begin;
  std::size_t end = begin;
  while (end < line.size() && !is_blank_byte(line[end])) ++end;
  const std::string_view word = line.substr(begin, end - begin);
  if (word == "*" || word == "-" || word == "+" || word == "o" || word == "\xE2\x80\xA2") return {};
  if (!word.empty() && word[0] == '#') return {};
  if (word.size() >= 2 && word.size() <= 4 && (word.back() == '.' || word.back() == ')') &&
      static_cast<unsigned char>(word[0] - '0') < 10)
    return {};
  return word;
}

/// True when `line` was broken because the first word of `next` did not fit into `width`.
bool breaks_for_width(std::string_view line, std::string_view next, std::uint32_t width) {
  const std::uint32_t length = count_points(line);
  if (length > width || length * 2 < width) return false;
  const std::string_view word = continuing_word(next);
  return !word.empty() && length + 1 + count_points(word) > width;
}

}  // namespace

std::uint32_t wrap_width(std::span<const std::string_view> lines) {
  std::array<std::uint32_t, widest + 1> histogram{};
  std::uint32_t filled = 0;
  std::uint32_t wide = 0;
  for (const std::string_view raw : lines) {
    const std::string_view line = trim_end(raw);
    if (line.empty()) continue;
    ++filled;
    // More bytes than four a column cannot fit; this spares the count on long lines.
    const std::uint32_t length = line.size() > 4 * widest ? widest + 1 : count_points(line);
    if (length > widest)
      ++wide;
    else
      ++histogram[length];
  }
  if (filled < 4 || wide * 50 > filled) return 0;
  std::uint32_t width = widest;
  while (width >= narrowest && histogram[width] == 0) --width;
  if (width < narrowest) return 0;
  std::size_t broken = 0;
  std::size_t total = 0;
  std::uint32_t breaks = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    total += lines[i].size();
    if (i + 1 < lines.size() && breaks_for_width(trim_end(lines[i]), lines[i + 1], width)) {
      broken += lines[i].size();
      ++breaks;
    }
  }
  return breaks >= 3 && broken * 3 >= total ? width : 0;
}

bool find_blocks(std::span<const std::string_view> lines, std::vector<Block>& blocks,
                 std::size_t most) {
  blocks.clear();
  const std::uint32_t width = wrap_width(lines);
  bool join = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (is_blank_line(lines[i])) {
      join = false;
      continue;
    }
    const auto index = static_cast<std::uint32_t>(i);
    if (join)
      blocks.back().end = index + 1;
    else
      blocks.push_back({index, index + 1});
    if (blocks.size() > most) {
      blocks.clear();
      return false;
    }
    join = width != 0 && i + 1 < lines.size() &&
           breaks_for_width(trim_end(lines[i]), lines[i + 1], width);
  }
  return true;
}

}  // namespace dechaff
