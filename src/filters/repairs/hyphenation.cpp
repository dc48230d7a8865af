#include "filters/repairs/hyphenation.h"

#include "text/classes.h"
#include "text/utf8.h"
#include "text/words.h"

namespace dechaff::repairs {
namespace {

constexpr std::string_view soft = "\xC2\xAD";

std::size_t letters_end(std::string_view s) {
  std::size_t at = 0;
  while (at < s.size()) {
    const text::Decoded d = text::decode(s, at);
    if (!text::is_letter(d.c) && !text::is_mark(d.c)) break;
    at += d.bytes;
  }
  return at;
}

std::size_t letters_begin(std::string_view s) {
  std::size_t at = s.size();
  while (at > 0) {
    const text::Decoded d = text::decode_before(s, at);
    if (!text::is_letter(d.c) && !text::is_mark(d.c)) break;
    at -= d.bytes;
  }
  return at;
}

}  // namespace

void Hyphenation::read(const LineTable& lines) {
  words_.clear();
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!lines.kept(i)) continue;
    const std::string_view line = lines.text[i];
    text::for_each_word(line, [&](Span at) {
      // Halves of broken words are no words.
      const bool breaks = line.substr(at.end).starts_with('-') && at.end + 1 == line.size();
      if (!breaks) words_.emplace(text::slice(line, at));
    });
  }
}

bool Hyphenation::find(std::string_view line, std::string_view next, BrokenWord& out) const {
  const bool is_soft = line.ends_with(soft);
  if (!is_soft && !line.ends_with('-')) return false;
  const std::size_t hyphen = line.size() - (is_soft ? soft.size() : 1);
  const std::string_view before = line.substr(0, hyphen);
  const std::string_view first = before.substr(letters_begin(before));
  const std::size_t end = letters_end(next);
  if (text::code_points(first) < 2 || end == 0 || !text::is_lower(text::decode(next, 0).c))
    return false;
  out.hyphen = {hyphen, line.size()};
  std::size_t rest = end;
  while (rest < next.size() && next[rest] != ' ' && next[rest] != '\t') ++rest;
  out.rest = {0, rest};
  out.keep_hyphen =
      !is_soft && words_.count(std::string(first) + std::string(next.substr(0, end))) == 0;
  return true;
}

}  // namespace dechaff::repairs
