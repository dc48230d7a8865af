#include "filters/repairs/mojibake.h"

#include <simdjson.h>

#include "text/gbk.h"
#include "text/normalize.h"
#include "text/utf8.h"
#include "text/windows_1252.h"

namespace dechaff::repairs {
namespace {

/// Characters that web text is made of; what else comes out of a run speaks against it.
bool plausible(char32_t c) {
  return (c >= 0xA0 && c <= 0x17F) || (c >= 0x391 && c <= 0x3C9) || (c >= 0x401 && c <= 0x45F) ||
         (c >= 0x5D0 && c <= 0x5EA) || (c >= 0x621 && c <= 0x6CC) || (c >= 0x901 && c <= 0x97F) ||
         (c >= 0xE01 && c <= 0xE5B) || (c >= 0x2010 && c <= 0x203A) || c == 0x20AC || c == 0x2122 ||
         (c >= 0x2190 && c <= 0x2193) || c == 0x2212 || (c >= 0x3000 && c <= 0x30FF) ||
         (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3) ||
         (c >= 0xFF01 && c <= 0xFF5E);
}

bool chinese(char32_t c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3000 && c <= 0x3011) ||
         (c >= 0xFF01 && c <= 0xFF5E) || (c >= 0x2014 && c <= 0x2026);
}

std::size_t run_end(std::string_view s, std::size_t at) {
  while (at < s.size() && static_cast<unsigned char>(s[at]) >= 0x80) ++at;
  return at;
}

/// The bytes that `run` was read from as Windows-1252; false when a character has none.
bool bytes_of(std::string_view run, std::string& out) {
  out.clear();
  for (std::size_t at = 0; at < run.size();) {
    const text::Decoded d = text::decode(run, at);
    const int byte = text::to_windows_1252(d.c);
    if (byte < 0) return false;
    out += static_cast<char>(byte);
    at += d.bytes;
  }
  return true;
}

bool utf8(std::string_view s) { return simdjson::validate_utf8(s.data(), s.size()); }

template <class Test>
bool all(std::string_view s, Test test, std::size_t& count) {
  count = 0;
  for (std::size_t at = 0; at < s.size(); ++count) {
    const text::Decoded d = text::decode(s, at);
    if (!test(d.c)) return false;
    at += d.bytes;
  }
  return true;
}

/// UTF-8 that was read as Windows-1252. A lone pair such as `Ô may be a letter before a quote; a
/// pair without typographic marks, a longer character, or a second run is certain.
bool from_windows(std::string_view line, Repairs& out) {
  bool certain = false;
  std::string bytes;
  for (std::size_t at = 0; at < line.size();) {
    if (static_cast<unsigned char>(line[at]) < 0x80) {
      ++at;
      continue;
    }
    const std::size_t end = run_end(line, at);
    std::size_t characters = 0;
    if (!bytes_of(line.substr(at, end - at), bytes) || !utf8(bytes) ||
        !all(bytes, plausible, characters)) {
      return false;
    }
    const auto second = static_cast<unsigned char>(bytes[1]);
    certain = certain || bytes.size() > 2 || second >= 0xA0;
    out.push_back({{at, end}, bytes});
    at = end;
  }
  return certain;
}

/// UTF-8 that was read as GBK, or GBK that was read as Windows-1252.
template <class Turn>
bool by_gbk(std::string_view line, Turn turn, Repairs& out) {
  std::size_t found = 0;
  std::string bytes, mended;
  for (std::size_t at = 0; at < line.size();) {
    if (static_cast<unsigned char>(line[at]) < 0x80) {
      ++at;
      continue;
    }
    const std::size_t end = run_end(line, at);
    std::size_t characters = 0;
    if (!turn(line.substr(at, end - at), bytes, mended) || !all(mended, chinese, characters))
      return false;
    found += characters;
    out.push_back({{at, end}, mended});
    at = end;
  }
  return found >= 3;
}

/// Two bytes each, the first from 0xA1 on, and most of them of GB 2312's common characters.
bool common_gbk(std::string_view bytes) {
  std::size_t common = 0;
  if (bytes.size() % 2 != 0) return false;
  for (std::size_t i = 0; i < bytes.size(); i += 2) {
    const auto lead = static_cast<unsigned char>(bytes[i]);
    if (lead < 0xA1 || lead > 0xF7 || static_cast<unsigned char>(bytes[i + 1]) < 0xA1) return false;
    if (lead >= 0xB0 && lead <= 0xD7) ++common;
  }
  return common * 8 >= bytes.size() * 3;
}

}  // namespace

struct Mojibake::Gbk {
  text::Gbk codec;
};

Mojibake::Mojibake() : gbk_(std::make_unique<Gbk>()) {}
Mojibake::~Mojibake() = default;

void Mojibake::find(std::string_view line, Repairs& out) {
  if (text::is_ascii(line) || !utf8(line)) return;
  text::Gbk& gbk = gbk_->codec;
  Repairs found;
  if (from_windows(line, found)) {
    for (Repair& repair : found) {  // read wrongly twice
      Repairs again;
      if (from_windows(repair.replacement, again) && again.size() == 1)
        repair.replacement = again.front().replacement;
    }
    out.insert(out.end(), found.begin(), found.end());
    return;
  }
  const auto utf8_as_gbk = [&](std::string_view run, std::string& bytes, std::string& mended) {
    if (!gbk.encode(run, bytes) || !utf8(bytes)) return false;
    mended = bytes;
    return true;
  };
  const auto gbk_as_windows = [&](std::string_view run, std::string& bytes, std::string& mended) {
    return bytes_of(run, bytes) && common_gbk(bytes) && gbk.decode(bytes, mended);
  };
  found.clear();
  if (!by_gbk(line, utf8_as_gbk, found)) {
    found.clear();
    if (!by_gbk(line, gbk_as_windows, found)) return;
  }
  out.insert(out.end(), found.begin(), found.end());
}

}  // namespace dechaff::repairs
