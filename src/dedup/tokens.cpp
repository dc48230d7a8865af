#include "dedup/tokens.h"

#include <algorithm>

#include "text/case.h"
#include "text/classes.h"
#include "text/hash.h"
#include "text/utf8.h"
#include "text/words.h"

namespace dechaff::dedup {
namespace {

std::uint8_t gap_of(char32_t c) {
  switch (c) {
    case ' ':
    case 0xA0:
    case 0x3000:
    case 0x0F0B:  // the tsheg between syllables of Tibetan
      return gap_space;
    case '\t':
    case '|':
      return gap_cell;
    case '!':
    case 0xFF01:
      return gap_cry;
    case '.':
    case '?':
    case 0x2026:
    case 0x3002:
    case 0xFF0E:
    case 0xFF1F:
    case 0xFF61:
    case 0x0964:
    case 0x0965:
    case 0x061F:
    case 0x06D4:
    case 0x0F0D:
    case 0x0F0E:
    case 0x104A:
    case 0x104B:
    case 0x1362:
    case 0x17D4:
    case 0x17D5:
      return gap_stop;
    default:
      return gap_soft;
  }
}

std::uint8_t gap_of(std::string_view between) {
  unsigned out = 0;
  for (std::size_t at = 0; at < between.size();) {
    const text::Decoded d = text::decode(between, at);
    out |= gap_of(d.c);
    at += d.bytes;
  }
  return static_cast<std::uint8_t>(out);
}

}  // namespace

void Tokens::read(const LineTable& lines) {
  all.clear();
  first.clear();
  sixths_.assign(1, 0);
  unsigned pending = gap_line;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    first.push_back(static_cast<std::uint32_t>(all.size()));
    if (!lines.kept(i)) continue;
    const std::string_view line = lines.text[i];
    std::size_t last = 0;
    text::for_each_word(line, [&](Span at) {
      const std::string_view word = text::slice(line, at);
      pending |= gap_of(line.substr(last, at.begin - last));
      last = at.end;
      Token token{};
      token.line = static_cast<std::uint32_t>(i);
      token.begin = static_cast<std::uint32_t>(at.begin);
      token.end = static_cast<std::uint32_t>(at.end);
      token.gap = static_cast<std::uint8_t>(pending);
      pending = 0;
      const char32_t front = text::decode(word, 0).c;
      const text::WordKind kind = text::properties(front).word;
      token.sixths = kind == text::WordKind::character ? 3
                     : kind == text::WordKind::cluster ? 2
                                                       : 6;
      text::fold_case(word, folded_);
      token.key = text::hash64(folded_);
      if (!text::is_digit(front))
        token.letters =
            static_cast<std::uint8_t>(std::min<std::size_t>(text::code_points(word), 255));
      sixths_.push_back(sixths_.back() + token.sixths);
      all.push_back(token);
    });
    pending |= gap_of(line.substr(last)) | unsigned{gap_line};
  }
  first.push_back(static_cast<std::uint32_t>(all.size()));
}

}  // namespace dechaff::dedup
