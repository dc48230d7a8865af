#include "filters/repairs/mojibake.h"

#include <simdjson.h>

#include <algorithm>
#include <string>

#include "filters/repairs/plausible.h"
#include "text/code_page.h"
#include "text/normalize.h"
#include "text/utf8.h"
#include "text/windows_1252.h"

namespace dechaff::repairs {
namespace {

constexpr std::size_t least_own_script = 3;  // characters of a run that is certain by itself
constexpr std::size_t least_other_page = 2;  // of Windows-1250's, in a line
constexpr std::size_t mended_to_right = 4;   // runs that are mended for one that is right
constexpr std::size_t most_layers = 3;
constexpr std::size_t least_letters = 4;  // of a line that is Cyrillic or Japanese read as Latin

bool utf8(std::string_view s) { return simdjson::validate_utf8(s.data(), s.size()); }

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

/// A closing quote, E2 80 9D, whose last byte has no character and got lost.
bool lost_quote(std::string_view bytes) { return bytes == "\xE2\x80"; }

/// Whether two characters of a pair cannot be a letter and the punctuation after it: a letter
/// follows at once ("Ã…lesund").
bool inside_word(std::string_view line, std::size_t end) {
  if (end >= line.size()) return false;
  const char c = line[end];
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Appends a repair for each run that `turn` mends and `plausible` believes, and counts.
struct Runs {
  std::size_t mended = 0, right = 0, characters = 0;
  std::size_t longest = 0;  // characters of a mended run
};

template <class Turn>
Runs mend_runs(std::string_view line, Turn turn, Repairs& out) {
  Runs counts;
  std::string mended;
  for (std::size_t at = 0; at < line.size();) {
    if (static_cast<unsigned char>(line[at]) < 0x80) {
      ++at;
      continue;
    }
    const std::size_t end = run_end(line, at);
    if (turn(line.substr(at, end - at), mended)) {
      const std::size_t characters = text::code_points(mended);
      ++counts.mended;
      counts.characters += characters;
      counts.longest = std::max(counts.longest, characters);
      out.push_back({{at, end}, mended});
    } else {
      ++counts.right;
    }
    at = end;
  }
  return counts;
}

/// UTF-8 that was read as Windows-1252. A lone pair such as `Ô may be a letter before a quote; a
/// pair without typographic marks, a longer character, or a letter right after it is certain.
bool from_windows(std::string_view line, Repairs& out) {
  bool certain = false;
  std::string bytes;
  const Runs runs = mend_runs(
      line,
      [&](std::string_view run, std::string& mended) {
        if (!bytes_of(run, bytes)) return false;
        if (lost_quote(bytes)) {
          mended = "\xE2\x80\x9D";
          return true;
        }
        if (!utf8(bytes) || !all_of(bytes, plausible)) return false;
        const auto second = static_cast<unsigned char>(bytes[1]);
        const auto end = static_cast<std::size_t>(run.data() + run.size() - line.data());
        certain = certain || bytes.size() > 2 || second >= 0xA0 || inside_word(line, end);
        mended = bytes;
        return true;
      },
      out);
  return certain && runs.right * mended_to_right <= runs.mended;
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

/// The code pages by which text was read, or in which it was. ICU's converters, made when needed.
struct Mojibake::Pages {
  text::CodePage gbk{"GBK"}, gb18030{"gb18030"}, shift_jis{"ibm-943_P15A-2003"};
  text::CodePage cyrillic{"windows-1251"}, koi8{"koi8-r"}, greek{"windows-1253"};
  text::CodePage central{"windows-1250"}, turkish{"windows-1254"};
  std::string bytes, mended;

  /// UTF-8 read as `page`: runs that turn into whole characters of which `believe` is true of all.
  template <class Test>
  Runs as_page(std::string_view line, text::CodePage& page, Test believe, Repairs& out) {
    return mend_runs(
        line,
        [&](std::string_view run, std::string& into) {
          if (!page.encode(run, bytes) || bytes == run || !utf8(bytes) || !all_of(bytes, believe))
            return false;
          into = bytes;
          return true;
        },
        out);
  }

  /// Runs that are certain by themselves: a script of their own, some characters each.
  template <class Test>
  bool own_script(std::string_view line, text::CodePage& page, Test believe, Repairs& out) {
    out.clear();
    const Runs runs = as_page(line, page, believe, out);
    return runs.longest >= least_own_script;
  }

  bool pairs(std::string_view line, text::CodePage& page, Repairs& out) {
    out.clear();
    const Runs runs = as_page(line, page, plausible, out);
    return runs.characters >= least_other_page && runs.right * mended_to_right <= runs.mended;
  }

  /// GBK read as Windows-1252.
  bool gbk_as_windows(std::string_view line, Repairs& out) {
    out.clear();
    const Runs runs = mend_runs(
        line,
        [&](std::string_view run, std::string& into) {
          return bytes_of(run, bytes) && common_gbk(bytes) && gbk.decode(bytes, into) &&
                 all_of(into, chinese);
        },
        out);
    return runs.right == 0 && runs.characters >= 3;
  }

  /// A whole line of bytes of `page` that was read as Windows-1252.
  bool page_as_windows(std::string_view line, text::CodePage& page) {
    return bytes_of(line, bytes) && page.decode(bytes, mended);
  }

  bool first_layer(std::string_view line, Repairs& out) {
    out.clear();
    if (from_windows(line, out)) return true;
    if (own_script(line, cyrillic, cyrillic_or_plain, out)) return true;
    if (own_script(line, koi8, cyrillic_or_plain, out)) return true;
    if (own_script(line, greek, greek_or_plain, out)) return true;
    if (own_script(line, shift_jis, japanese, out)) return true;
    if (pairs(line, central, out) || pairs(line, turkish, out)) return true;
    if (pairs(line, cyrillic, out) || pairs(line, greek, out)) return true;
    for (text::CodePage* page : {&gbk, &gb18030}) {
      out.clear();
      const Runs runs = as_page(line, *page, chinese, out);
      if (runs.right == 0 && runs.characters >= 3) return true;
    }
    if (gbk_as_windows(line, out)) return true;
    out.clear();
    if (letters_beyond_ascii(line) < least_letters) return false;
    std::string best;
    if (page_as_windows(line, cyrillic) && reads_as_russian(mended)) best = mended;
    if (page_as_windows(line, koi8) && reads_as_russian(mended) &&
        (best.empty() || small_letters(mended) > small_letters(best)))
      best = mended;
    if (best.empty() && page_as_windows(line, shift_jis) && reads_as_japanese(mended))
      best = mended;
    if (best.empty()) return false;
    out.push_back({{0, line.size()}, best});
    return true;
  }
};

Mojibake::Mojibake() : pages_(std::make_unique<Pages>()) {}
Mojibake::~Mojibake() = default;

void Mojibake::find(std::string_view line, Repairs& out) {
  if (text::is_ascii(line) || !utf8(line)) return;
  Repairs found;
  if (!pages_->first_layer(line, found)) return;
  for (Repair& repair : found) {  // read wrongly several times
    for (std::size_t layer = 1; layer < most_layers; ++layer) {
      Repairs again;
      if (text::is_ascii(repair.replacement) || !pages_->first_layer(repair.replacement, again))
        break;
      std::string mended;
      std::size_t at = 0;
      for (const Repair& inner : again) {
        mended += repair.replacement.substr(at, inner.span.begin - at) + inner.replacement;
        at = inner.span.end;
      }
      repair.replacement = mended + repair.replacement.substr(at);
    }
  }
  out.insert(out.end(), found.begin(), found.end());
}

}  // namespace dechaff::repairs
