#include "signals/english_words.h"

#include <algorithm>

#include "text/classes.h"
#include "text/utf8.h"

namespace dechaff::signals {
namespace {

constexpr std::uint16_t alpha = 1, lower = 2, upper = 4, digit = 8, mark = 16, quote = 32,
                        currency = 64, icon = 128, before_stop = 256;

constexpr std::u32string_view marks = U"…,:;!?¿؟¡()[]{}<>_#*&。？！，、；：～·।،۔؛٪";
constexpr std::u32string_view quotes = U"'\"”“`‘´’‚„»«「」『』（）〔〕【】《》〈〉〈〉⟦⟧";
constexpr std::u32string_view currencies =
    U"$£€¥฿₽﷼₴₠₡₢₣₤₥₦₧₨₩₪₫₭₮₯₰₱₲₳₵₶₷₸₹"
    U"₺"
    U"₻"
    U"₼"
    U"₾"
    U"₿";
constexpr std::u32string_view hyphens = U"-–—~";

/// Units that are cut off a number. In words of ASCII letters, and with exponents.
constexpr std::u32string_view units[] = {
    U"km",  U"km²",  U"km³",  U"m",   U"m²",  U"m³",   U"dm",  U"dm²",  U"dm³", U"cm",  U"cm²",
    U"cm³", U"mm",   U"mm²",  U"mm³", U"ha",  U"µm",   U"nm",  U"yd",   U"in",  U"ft",  U"kg",
    U"g",   U"mg",   U"µg",   U"t",   U"lb",  U"oz",   U"m/s", U"km/h", U"kmh", U"mph", U"hPa",
    U"Pa",  U"mbar", U"mb",   U"MB",  U"kb",  U"KB",   U"gb",  U"GB",   U"tb",  U"TB",  U"T",
    U"G",   U"M",    U"K",    U"%",   U"км",  U"км²",  U"км³", U"м",    U"м²",  U"м³",  U"дм",
    U"дм²", U"дм³",  U"см",   U"см²", U"см³", U"мм",   U"мм²", U"мм³",  U"нм",  U"кг",  U"г",
    U"мг",  U"м/с",  U"км/ч", U"кПа", U"Па",  U"мбар", U"Кб",  U"КБ",   U"кб",  U"Мб",  U"МБ",
    U"мб",  U"Гб",   U"ГБ",   U"гб",  U"Тб",  U"ТБ",   U"тб",
};

bool in(std::u32string_view set, char32_t c) { return set.find(c) != set.npos; }

std::uint16_t kinds_of_slow(char32_t c) {
  std::uint16_t out = 0;
  if (text::is_letter(c)) {
    out |= alpha;
    const bool up = text::properties(c).category == text::Category::uppercase_letter;
    const bool low = text::properties(c).category == text::Category::lowercase_letter;
    if (!up) out |= lower;  // letters without case count as both
    if (!low) out |= upper;
    if (low || !up) out |= before_stop;
    return out;  // no letter is a mark, a quote or a currency
  }
  if (c >= '0' && c <= '9') out |= digit;
  if (in(marks, c)) out |= mark;
  if (in(quotes, c)) out |= quote;
  if (in(currencies, c)) out |= currency;
  if (text::properties(c).category == text::Category::other_symbol) out |= icon;
  if ((out & (lower | digit | mark | quote)) != 0 || in(U"%²-+|", c)) out |= before_stop;
  return out;
}

struct AsciiKinds {
  std::uint16_t of[128];
  AsciiKinds() {
    for (char32_t c = 0; c < 128; ++c) of[c] = kinds_of_slow(c);
  }
};

std::uint16_t kinds_of(char32_t c) {
  static const AsciiKinds ascii;
  return c < 128 ? ascii.of[c] : kinds_of_slow(c);
}

bool is_host_character(char32_t c) {
  return (c < 128 && ((kinds_of(c) & (alpha | digit)) != 0)) || (c >= 0xA1 && c <= 0xFFFF);
}

}  // namespace

void EnglishWords::load(std::string_view chunk) {
  chunk_ = chunk;
  text_.clear();
  byte_of_.clear();
  for (std::size_t i = 0; i < chunk.size();) {
    const text::Decoded d = text::decode(chunk, i);
    text_.push_back({d.c, kinds_of(d.c)});
    byte_of_.push_back(i);
    i += d.bytes;
  }
  byte_of_.push_back(chunk.size());
}

std::string_view EnglishWords::bytes(std::size_t begin, std::size_t end) const {
  return chunk_.substr(byte_of_[begin], byte_of_[end] - byte_of_[begin]);
}

bool EnglishWords::listed(std::size_t begin, std::size_t end) const {
  if (begin == end || end - begin > 16) return false;
  return is_listed(bytes(begin, end));
}

/// How many characters are taken off the begin; 0: none.
std::size_t EnglishWords::prefix(std::size_t begin, std::size_t end) const {
  if (begin == end) return 0;
  const Character first = text_[begin];
  if ((first.kinds & (mark | quote | icon | currency)) != 0) return 1;
  if (in(U"§%=—–", first.c)) return 1;
  const char32_t next = begin + 1 < end ? text_[begin + 1].c : 0;
  if (first.c == '+') return next >= '0' && next <= '9' ? 0 : 1;
  if (first.c == '.' && next == '.') {
    std::size_t at = begin;
    while (at < end && text_[at].c == '.') ++at;
    return at - begin;
  }
  const bool dollar = next == '$';
  if (dollar && (first.c == 'C' || first.c == 'A')) return 2;
  if (first.c == 'U' && next == 'S' && begin + 2 < end && text_[begin + 2].c == '$') return 3;
  return 0;
}

/// How many characters are taken off the end; 0: none. The longest that fits.
std::size_t EnglishWords::suffix(std::size_t begin, std::size_t end) const {
  if (begin == end) return 0;
  const Character last = text_[end - 1];
  const auto back = [&](std::size_t n) -> Character {
    return end >= begin + n ? text_[end - n] : Character{0, 0};
  };
  if (last.c == '.') {
    std::size_t at = end;
    while (at > begin && text_[at - 1].c == '.') --at;
    if (end - at >= 2) return end - at;
    const Character before = back(2);
    if ((before.kinds & before_stop) != 0) return 1;
    if ((before.kinds & upper) != 0 && (back(3).kinds & upper) != 0) return 1;
    return back(3).c == U'°' && in(U"FfCcKk", before.c) ? 1 : 0;
  }
  if ((last.c == 's' || last.c == 'S') && (back(2).c == '\'' || back(2).c == U'’')) return 2;
  if ((last.kinds & (alpha | currency)) != 0 || in(U"²³%", last.c)) {
    for (std::size_t length = std::min<std::size_t>(4, end - begin - 1); length > 0; --length) {
      const std::size_t from = end - length;
      if ((text_[from - 1].kinds & digit) == 0) continue;
      const auto same = [&](std::u32string_view unit) {
        if (unit.size() != length) return false;
        for (std::size_t i = 0; i < length; ++i) {
          if (text_[from + i].c != unit[i]) return false;
        }
        return true;
      };
      for (const std::u32string_view unit : units) {
        if (same(unit)) return length;
      }
      if (length == 1 && (last.kinds & currency) != 0) return 1;
      if (same(U"US$") || same(U"C$") || same(U"A$")) return length;
    }
  }
  if (last.c == U'…' && back(2).c == U'…') return 2;
  if ((last.kinds & (mark | quote | icon)) != 0 || last.c == U'—' || last.c == U'–') return 1;
  return last.c == '+' && (back(2).kinds & digit) != 0 ? 1 : 0;
}

/// The length of the infix that begins at `at`; 0: none.
std::size_t EnglishWords::infix(std::size_t at, std::size_t begin, std::size_t end) const {
  const Character here = text_[at];
  const Character before = at > begin ? text_[at - 1] : Character{0, 0};
  const auto after = [&](std::size_t n) -> Character {
    return at + n < end ? text_[at + n] : Character{0, 0};
  };
  const Character next = after(1);
  if (here.c == '.') {
    std::size_t stop = at;
    while (stop < end && text_[stop].c == '.') ++stop;
    if (stop - at >= 2) return stop - at;
    return (before.kinds & (lower | quote)) != 0 && (next.kinds & (upper | quote)) != 0 ? 1 : 0;
  }
  if (here.c == U'…' || (here.kinds & icon) != 0) return 1;
  if (in(U"+-*^", here.c) && (before.kinds & digit) != 0 &&
      ((next.kinds & digit) != 0 || next.c == '-')) {
    return 1;
  }
  if (here.c == ',') return (before.kinds & alpha) != 0 && (next.kinds & alpha) != 0 ? 1 : 0;
  if ((before.kinds & (alpha | digit)) == 0) return 0;
  if (in(hyphens, here.c)) {
    if ((next.kinds & alpha) != 0) return 1;
    if (here.c == '-' && next.c == '-') {
      if ((after(2).kinds & alpha) != 0) return 2;
      return after(2).c == '-' && (after(3).kinds & alpha) != 0 ? 3 : 0;
    }
    return here.c == U'—' && next.c == U'—' && (after(2).kinds & alpha) != 0 ? 2 : 0;
  }
  return in(U":<>=/", here.c) && (next.kinds & alpha) != 0 ? 1 : 0;
}

/// A host of labels with a small-letter top domain or four numbers, then a port, then a path.
bool EnglishWords::is_host(std::size_t begin, std::size_t end) const {
  std::size_t stop = begin;
  while (stop < end && !in(U":/?#", text_[stop].c)) ++stop;
  std::size_t label = begin, labels = 0;
  bool numbers = true, good = true;
  for (std::size_t i = begin; i <= stop; ++i) {
    if (i < stop && text_[i].c != '.') continue;
    const std::size_t length = i - label;
    if (length == 0) return false;
    bool number = length <= 3;
    for (std::size_t k = label; k < i; ++k) number = number && (text_[k].kinds & digit) != 0;
    numbers = numbers && number;
    if (i < stop) {
      good = good && length <= 64 && is_host_character(text_[label].c) &&
             is_host_character(text_[i - 1].c);
      for (std::size_t k = label; k < i; ++k) {
        good = good && (is_host_character(text_[k].c) || text_[k].c == '_' || text_[k].c == '-');
      }
    } else {
      good = good && labels > 0 && length >= 2 && length <= 63;
      for (std::size_t k = label; k < i; ++k) good = good && (text_[k].kinds & lower) != 0;
    }
    ++labels;
    label = i + 1;
  }
  if (!good && !(numbers && labels == 4)) return false;
  std::size_t at = stop;
  if (at < end && text_[at].c == ':') {
    std::size_t digits = 0;
    for (++at; at < end && (text_[at].kinds & digit) != 0; ++at) ++digits;
    if (digits < 2 || digits > 5) return false;
  }
  return at == end || in(U"/?#", text_[at].c);
}

bool EnglishWords::is_address(std::size_t begin, std::size_t end) const {
  std::size_t from = begin;
  const auto dot = std::find_if(text_.begin() + static_cast<std::ptrdiff_t>(begin),
                                text_.begin() + static_cast<std::ptrdiff_t>(end),
                                [](const Character& c) { return c.c == '.'; });
  if (dot == text_.begin() + static_cast<std::ptrdiff_t>(end)) return false;
  for (std::size_t i = begin; i + 2 < end && i < begin + 40; ++i) {
    if (text_[i].c == ':' && text_[i + 1].c == '/' && text_[i + 2].c == '/') {
      if (i >= begin + 2) from = i + 3;
      break;
    }
    if ((text_[i].kinds & (alpha | digit)) == 0 && !in(U"_+-.", text_[i].c)) break;
  }
  if (is_host(from, end)) return true;
  if (from != begin && is_host(begin, end)) return true;
  std::size_t tries = 8;  // of user@: a chunk of thousands of @ is no address
  for (std::size_t i = from + 1; i < end && tries > 0; ++i) {
    if (text_[i].c != '@') continue;
    if (is_host(i + 1, end)) return true;
    --tries;
  }
  return false;
}

void EnglishWords::put(std::size_t begin, std::size_t end, std::vector<Span>& out) const {
  out.push_back({byte_of_[begin], byte_of_[end]});
}

void EnglishWords::middle(std::size_t begin, std::size_t end, std::vector<Span>& out) const {
  if (begin == end) return;
  if (end - begin <= 16 && ends_.may_hold(bytes(begin, end))) {
    const auto found = lists_.english.find(bytes(begin, end));
    if (found != lists_.english.end()) {
      std::size_t at = byte_of_[begin];
      for (const std::string& part : found->second) {
        out.push_back({at, at + part.size()});
        at += part.size();
      }
      return;
    }
  }
  if (is_address(begin, end)) return put(begin, end, out);
  std::size_t word = begin;
  for (std::size_t at = begin + 1; at < end;) {  // one at the begin cuts nothing off
    const std::size_t length = infix(at, begin, end);
    if (length == 0) {
      ++at;
      continue;
    }
    if (at > word) put(word, at, out);
    put(at, at + length, out);
    at += length;
    word = at;
  }
  if (word < end) put(word, end, out);
}

void EnglishWords::cut(std::string_view chunk, std::vector<Span>& out) {
  const std::size_t first = out.size();
  load(chunk);
  std::size_t begin = 0, end = text_.size();
  after_.clear();
  while (begin < end && !listed(begin, end)) {
    const std::size_t before = prefix(begin, end);
    if (before != 0 && listed(begin + before, end)) {
      put(begin, begin + before, out);
      begin += before;
      break;
    }
    const std::size_t behind = suffix(begin + before, end);
    if (behind != 0 && listed(begin, end - behind)) {
      after_.push_back({end - behind, end});
      end -= behind;
      break;
    }
    if (before == 0 && behind == 0) break;
    if (before != 0) put(begin, begin + before, out);
    begin += before;
    if (behind != 0) after_.push_back({end - behind, end});
    end -= behind;
  }
  middle(begin, end, out);
  for (std::size_t i = after_.size(); i > 0; --i) put(after_[i - 1].begin, after_[i - 1].end, out);
  merge(first, out);
}

/// Neighbours that make a word of the list together are one: "b" and ".", ")" and ":".
void EnglishWords::merge(std::size_t first, std::vector<Span>& out) const {
  for (std::size_t i = first; i + 1 < out.size(); ++i) {
    for (std::size_t more = std::min<std::size_t>(out.size() - i - 1, 2); more > 0; --more) {
      const Span all{out[i].begin, out[i + more].end};
      if (all.size() > 6 || !ends_.may_hold(chunk_.substr(all.begin, all.size()))) continue;
      const auto found = lists_.english.find(chunk_.substr(all.begin, all.size()));
      if (found == lists_.english.end() || found->second.size() > 1) continue;
      out[i] = all;
      out.erase(out.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                out.begin() + static_cast<std::ptrdiff_t>(i + more) + 1);
      break;
    }
  }
}

}  // namespace dechaff::signals
