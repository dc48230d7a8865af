#include "core/line_table.h"

#include <algorithm>
#include <cstring>

namespace dechaff {
namespace {

bool is_cjk(char32_t c) {
  return (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

struct Counts {
  std::uint32_t starts = 0;     // a space or tab before something else
  std::uint32_t continued = 0;  // bytes that continue a code point
  bool odd = false;             // bytes from E3 on, with which CJK begins, or broken UTF-8
};

/// Sums of one byte, of a fixed length, which compilers make sixteen bytes wide.
Counts count(std::string_view s) {
  constexpr std::size_t stretch = 240;
  Counts out;
  const auto blank = [](char c) -> unsigned {
    return static_cast<unsigned>(c == ' ') | static_cast<unsigned>(c == '\t');
  };
  const auto add = [&](std::size_t begin, std::size_t size) __attribute__((always_inline)) {
    std::uint8_t starts = 0, continued = 0, odd = 0;
    for (std::size_t i = begin; i < begin + size; ++i) {
      const auto c = static_cast<unsigned char>(s[i + 1]);
      const unsigned gap = blank(s[i]), next_gap = blank(s[i + 1]);
      const unsigned continues = (c & 0xC0U) == 0x80 ? 1U : 0U;
      starts = static_cast<std::uint8_t>(starts + (gap & ~next_gap & 1U));
      continued = static_cast<std::uint8_t>(continued + continues);
      odd = static_cast<std::uint8_t>(odd | (c >= 0xE3 ? 1U : 0U) | (gap & continues));
    }
    out.starts += starts;
    out.continued += continued;
    out.odd = out.odd || odd != 0;
  };
  if (s.empty()) return out;
  const auto first = static_cast<unsigned char>(s[0]);
  out.odd = first >= 0xE3 || (first & 0xC0U) == 0x80;
  std::size_t at = 0;
  for (; at + stretch < s.size(); at += stretch) add(at, stretch);
  add(at, s.size() - 1 - at);
  return out;
}

}  // namespace

void LineTable::assign(std::string_view bytes) {
  span.clear();
  next.clear();
  text.clear();
  shown_text.clear();
  rewritten.clear();
  endings.clear();
  chars.clear();
  words.clear();
  constexpr std::size_t large = std::size_t{1} << 20;
  lines_.clear();
  if (bytes.size() >= large)  // lists that double would take three times their size as they move
    lines_.reserve(text::count_line_feeds(bytes) + 1);
  text::split_lines(bytes, lines_);
  span.reserve(lines_.size());
  text.reserve(lines_.size());
  next.reserve(lines_.size());
  for (const text::Line& line : lines_) {
    span.push_back({line.begin, line.end});
    text.push_back(bytes.substr(line.begin, line.end - line.begin));
    next.push_back(line.next);
  }
  verdict.assign(span.size(), Verdict::keep);
  if (bytes.size() >= large) lines_ = {};
}

void LineTable::measure() {
  chars.resize(size());
  words.resize(size());
  for (std::size_t i = 0; i < size(); ++i) {
    const std::string_view s = trim(shown(i));
    if (const Counts counts = count(s); !counts.odd) {
      chars[i] = static_cast<std::uint32_t>(s.size()) - counts.continued;
      words[i] = s.empty() ? 0 : 1 + counts.starts;
      continue;
    }
    std::uint32_t points = 0, spaced = 0, cjk = 0;
    bool in_word = false;
    for (std::size_t k = 0; k < s.size(); ++k) {
      const auto c = static_cast<unsigned char>(s[k]);
      if ((c & 0xC0) == 0x80) continue;
      ++points;
      if (c == ' ' || c == '\t') {
        in_word = false;
        continue;
      }
      if (c >= 0xE3 && k + 2 < s.size()) {
        const char32_t point = c < 0xF0
                                   ? (char32_t(c & 0x0F) << 12) | (char32_t(s[k + 1] & 0x3F) << 6) |
                                         char32_t(s[k + 2] & 0x3F)
                                   : 0x20000;
        if (is_cjk(point)) {
          ++cjk;
          continue;
        }
      }
      if (!in_word) ++spaced;
      in_word = true;
    }
    chars[i] = points;
    words[i] = spaced + (cjk + 1) / 2;
  }
}

LineTable::Rewritten& LineTable::pieces_of(std::size_t line, std::string_view bytes) {
  auto [at, added] = rewritten.try_emplace(line);
  if (added) {
    const Span whole = span[line];
    at->second.pieces.push_back(
        {whole, std::string(bytes.substr(whole.begin, whole.size())), false});
  }
  return at->second;
}

std::vector<Span> LineTable::replace(std::size_t line, const std::vector<Replacement>& parts,
                                     std::string_view bytes) {
  Rewritten& entry = pieces_of(line, bytes);
  std::vector<Piece> out;
  std::vector<Span> originals(parts.size());
  std::size_t coming = 0;  // of the parts
  std::size_t first = 0;   // of the parts that are in `merged`
  Piece merged;  // what parts made, and the rest of the rewritten pieces that they touched
  bool open = false;
  const auto close = [&] {
    for (; first < coming; ++first) originals[first] = merged.original;
    out.push_back(std::move(merged));
    open = false;
  };
  std::size_t at = 0;  // offset of the piece in the current text
  for (Piece& piece : entry.pieces) {
    const Span here{at, at + piece.text.size()};
    at = here.end;
    const auto begins_here = [&] {
      return coming < parts.size() && parts[coming].part.begin >= here.begin &&
             parts[coming].part.begin < here.end;
    };
    if (!open && !begins_here()) {
      out.push_back(std::move(piece));
      continue;
    }
    // What an open part has of this piece.
    std::size_t done = open ? std::min(parts[coming - 1].part.end, here.end) : here.begin;
    const auto text_until = [&](std::size_t end) {
      return std::string_view(piece.text).substr(done - here.begin, end - done);
    };
    if (piece.replaced) {  // cannot be split: what is left of it goes into `merged`
      if (!open) merged = {piece.original, {}, true};
      merged.original.end = std::max(merged.original.end, piece.original.end);
      open = true;
      for (; begins_here(); ++coming) {
        merged.text += text_until(parts[coming].part.begin);
        merged.text += parts[coming].text;
        done = std::min(parts[coming].part.end, here.end);
      }
      merged.text += text_until(here.end);
      if (parts[coming - 1].part.end <= here.end) close();
      continue;
    }
    const auto original = [&](std::size_t offset) {
      return piece.original.begin + (offset - here.begin);
    };
    if (open) {
      merged.original.end = std::max(merged.original.end, original(done));
      if (parts[coming - 1].part.end > here.end) continue;
      close();
    }
    while (begins_here()) {
      const Replacement& now = parts[coming++];
      if (now.part.begin > done)
        out.push_back(
            {{original(done), original(now.part.begin)}, std::string(text_until(now.part.begin))});
      done = std::min(now.part.end, here.end);
      merged = {{original(now.part.begin), original(done)}, std::string(now.text), true};
      open = true;
      if (now.part.end > here.end) break;
      close();
    }
    if (!open && done < here.end)
      out.push_back({{original(done), piece.original.end}, std::string(text_until(here.end))});
  }
  if (open) close();
  for (; coming < parts.size(); close()) {  // at the end of the line
    merged = {{span[line].end, span[line].end}, std::string(parts[coming++].text), true};
  }
  entry.pieces = std::move(out);
  entry.text.clear();
  for (const Piece& piece : entry.pieces) entry.text += piece.text;
  text[line] = entry.text;
  if (!shown_text.empty()) shown_text[line] = entry.text;
  if (verdict[line] == Verdict::keep) verdict[line] = Verdict::rewrite;
  return originals;
}

std::string_view trim(std::string_view s) {
  const auto space_front = [](std::string_view v) -> std::size_t {
    const char c = v.front();
    if (c == ' ' || (c >= '\t' && c <= '\r')) return 1;
    if (v.size() >= 2 && v.substr(0, 2) == "\xC2\xA0") return 2;
    if (v.size() >= 3 && v.substr(0, 3) == "\xE3\x80\x80") return 3;
    return 0;
  };
  const auto space_back = [](std::string_view v) -> std::size_t {
    const char c = v.back();
    if (c == ' ' || (c >= '\t' && c <= '\r')) return 1;
    if (v.size() >= 2 && v.substr(v.size() - 2) == "\xC2\xA0") return 2;
    if (v.size() >= 3 && v.substr(v.size() - 3) == "\xE3\x80\x80") return 3;
    return 0;
  };
  while (!s.empty()) {
    const std::size_t n = space_front(s);
    if (n == 0) break;
    s.remove_prefix(n);
  }
  while (!s.empty()) {
    const std::size_t n = space_back(s);
    if (n == 0) break;
    s.remove_suffix(n);
  }
  return s;
}

}  // namespace dechaff
