#include "model/line_stats.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "model/characters.h"
#include "model/token_hash.h"
#include "model/word_scan.h"

namespace dechaff {
namespace {

using namespace model_text;

constexpr std::size_t token_words = 24;  // words of a line that get a token of their own
constexpr std::size_t short_line = 6;    // lines up to this many words get whole-line tokens

bool is_digit(unsigned char c) { return static_cast<unsigned char>(c - '0') < 10; }
bool is_blank(unsigned char c) { return c == ' ' || c == '\t' || c == '\r'; }

/// One block's scan: the state that a line break inside a wrapped paragraph must not lose.
class BlockScan {
 public:
  explicit BlockScan(LineScan& scan) : scan_(scan) {
    stats_.token_begin = static_cast<std::uint32_t>(scan.tokens.size());
    stats_.topic_begin = static_cast<std::uint32_t>(scan.topics.size());
  }

  void line(std::string_view text) {
    const auto* p = reinterpret_cast<const unsigned char*>(text.data());
    const auto* end = p + text.size();
    while (end > p && is_blank(end[-1])) --end;
    while (p < end && is_blank(*p)) ++p;
    readable_ = end - p > 15 ? end - 15 : p;
    if (end - p <= copied) {
      std::memcpy(copy_.data(), p, static_cast<std::size_t>(end - p));
      std::memset(copy_.data() + (end - p), 0, 16);
      end = copy_.data() + (end - p);
      p = copy_.data();
      readable_ = end;
    }
    if (stats_.points == 0)
      p = skip_lead(p, end);
    else
      space();
    while (p < end) p = step(p, end);
  }

  void finish() {
    if (stats_.first == CharKind::none && any_mark_) stats_.first = CharKind::symbol;
    whole_line_tokens();
    stats_.hash = hash_ ^ (static_cast<std::uint64_t>(stats_.points) * 0x9E3779B97F4A7C15ULL);
    stats_.token_end = static_cast<std::uint32_t>(scan_.tokens.size());
    stats_.topic_end = static_cast<std::uint32_t>(scan_.topics.size());
    scan_.blocks.push_back(stats_);
  }

 private:
  using Byte = unsigned char;

  /// Bullets, list numbers and Markdown heading marks before the text.
  const Byte* skip_lead(const Byte* p, const Byte* end) {
    for (int round = 0; round < 2 && p < end; ++round) {
      const Byte* q = p;
      if (*q == '*' || *q == '-' || *q == '+' || (*q == 'o' && q + 1 < end && q[1] == ' ')) {
        ++q;
        if (q < end && is_blank(*q)) stats_.leading_bullet = 1;
      } else if (*q == '#') {
        while (q < end && *q == '#') ++q;
        if (q < end && is_blank(*q) && q - p <= 6)
          stats_.leading_hash = static_cast<std::uint32_t>(q - p);
      } else if (is_digit(*q)) {
        while (q < end && is_digit(*q)) ++q;
        if (q - p <= 3 && q < end && (*q == '.' || *q == ')') && q + 1 < end && is_blank(q[1])) {
          ++q;
          stats_.leading_number = 1;
        } else {
          return p;
        }
      } else if (*q >= 0xC2) {
        const Decoded d = decode(q, end);
        const bool bullet = d.point == 0x2022 || d.point == 0x00B7 || d.point == 0x25CF ||
                            d.point == 0x25AA || d.point == 0x25E6 || d.point == 0x25A0 ||
                            d.point == 0x25CB || d.point == 0x2023;
        if (!bullet) return p;
        q += d.length;
        if (q < end && is_blank(*q)) stats_.leading_bullet = 1;
      } else {
        return p;
      }
      if (q >= end || !is_blank(*q)) return p;
      while (q < end && is_blank(*q)) ++q;
      p = q;
    }
    return p;
  }

  const Byte* step(const Byte* p, const Byte* end) {
    const Byte c = *p;
    if (c < 0x80) {
      const PointClass kind = ascii_class(c);
      if (kind == PointClass::lower || kind == PointClass::upper || kind == PointClass::digit)
        return word(p, end);
      ++stats_.points;
      return ascii_mark(p, end, kind);
    }
    const Decoded d = decode(p, end);
    const PointClass kind = classify(d.point);
    if (kind == PointClass::lower || kind == PointClass::upper || kind == PointClass::digit)
      return word(p, end);
    ++stats_.points;
    if (kind == PointClass::ideograph)
      ideograph(d.point);
    else if (kind == PointClass::space)
      space();
    else
      mark(kind, true);
    if (kind != PointClass::ideograph) previous_ideograph_ = 0;
    return p + d.length;
  }

  const Byte* word(const Byte* begin, const Byte* end) {
    const auto [hash, points, digits, upper, first, p] = word_at(begin, end, readable_);
    const bool capital = first == PointClass::upper;
    close_sentence(capital);
    stats_.points += points;
    ++stats_.words;
    stats_.letters += points - digits;
    stats_.upper += upper;
    stats_.digits += digits;
    stats_.capital_words += capital ? 1 : 0;
    stats_.short_words += points <= 3 && digits == 0 ? 1 : 0;
    stats_.long_words += points >= 8 && digits == 0 ? 1 : 0;
    stats_.longest_word = std::max(stats_.longest_word, points);
    if (digits == points) {
      ++stats_.number_words;
      if (points == 4 && p - begin == 4 &&
          ((begin[0] == '1' && begin[1] == '9') || (begin[0] == '2' && begin[1] == '0')))
        ++stats_.years;
      if (points <= 2 && p + 1 < end && *p == ':' && is_digit(p[1])) ++stats_.times;
    } else if (points == 3 && p < end && *p == '.' && hash == www_hash) {
      ++stats_.urls;
    }
    const CharKind kind = digits == points ? CharKind::digit
                          : capital        ? CharKind::upper
                                           : CharKind::lower;
    if (stats_.first == CharKind::none) stats_.first = any_mark_ ? CharKind::symbol : kind;
    stats_.last = kind;
    stats_.ends_closed = 0;
    add_word(hash);
    if (points >= 5 && digits == 0) scan_.topics.push_back(hash);
    previous_ideograph_ = 0;
    return p;
  }

  void add_word(std::uint32_t h) {
    hash_ = (hash_ ^ h) * 0x9E3779B97F4A7C15ULL;
    hash_ ^= hash_ >> 29;
    if (units_ < token_words) scan_.tokens.push_back(token(word_salt, h));
    if (units_ < short_line) head_[units_] = h;
    last_unit_ = h;
    ++units_;
  }

  void ideograph(std::uint32_t point) {
    close_sentence(true);
    ++stats_.ideographs;
    ++stats_.letters;
    if (stats_.first == CharKind::none) stats_.first = CharKind::ideograph;
    stats_.last = CharKind::ideograph;
    stats_.ends_closed = 0;
    if (previous_ideograph_ != 0) {
      const std::uint32_t pair =
          (hash_seed ^ previous_ideograph_) * hash_prime ^ point * 0x9E3779B1U;
      add_word(pair);
      scan_.topics.push_back(pair);
    } else {
      add_word((hash_seed ^ point) * hash_prime);
    }
    previous_ideograph_ = point;
  }

  const Byte* ascii_mark(const Byte* p, const Byte* end, PointClass kind) {
    const Byte c = *p;
    previous_ideograph_ = 0;
    if (kind == PointClass::space) {
      space();
      return p + 1;
    }
    if (c == '[') {
      if (const Byte* after = link_number(p, end)) return after;
      ++stats_.code;
      return p + 1;
    }
    if (c == ']' && p + 1 < end && p[1] == '(') {
      if (const Byte* after = link_target(p + 1, end)) return after;
    }
    if (c == '!' && p + 1 < end && p[1] == '[') return p + 1;
    switch (c) {
      case '{':
      case '}':
      case '<':
      case '>':
      case '=':
      case '\\':
      case '_':
      case '`':
      case '#':
      case '^':
      case '~':
      case ']':
        ++stats_.code;
        break;
      case '(':
      case ')':
        ++stats_.brackets;
        break;
      case '@':
        ++stats_.urls;
        break;
      case ':':
        if (p + 2 < end && p[1] == '/' && p[2] == '/') ++stats_.urls;
        break;
      case '"':
        ++stats_.quotes;
        break;
      default:
        break;
    }
    if (c == '*' || c == '_') return p + 1;  // Markdown emphasis: neither opens nor ends a line
    mark(kind, false);
    return p + 1;
  }

  /// `[12]` of lynx and w3m, `[12]:` included; the position after it, or null.
  const Byte* link_number(const Byte* p, const Byte* end) {
    const Byte* q = p + 1;
    while (q < end && is_digit(*q)) ++q;
    if (q == p + 1 || q - p > 5 || q >= end || *q != ']') return nullptr;
    ++stats_.link_marks;
    return q + 1;
  }

  /// `(url)` or `(<url>)` after a Markdown link's text; the position after it, or null.
  const Byte* link_target(const Byte* p, const Byte* end) {
    constexpr std::ptrdiff_t longest = 2048;  // else a line of "[a](" costs its square
    int depth = 0;
    const Byte* const stop = p + std::min(end - p, longest);
    for (const Byte* q = p; q < stop; ++q) {
      if (*q == '(') ++depth;
      if (*q == ')' && --depth == 0) {
        ++stats_.link_marks;
        return q + 1;
      }
    }
    return nullptr;
  }

  void space() {
    if (pending_ == Pending::mark) pending_ = Pending::end;
    dots_ = 0;
  }

  void close_sentence(bool capital) {
    if (pending_ == Pending::end) {
      ++stats_.inner_ends;
      stats_.inner_capitals += capital ? 1 : 0;
    }
    pending_ = Pending::none;
    dots_ = 0;
  }

  void mark(PointClass kind, bool wide) {
    if (kind == PointClass::ignored) return;
    ++stats_.marks;
    any_mark_ = true;
    CharKind last = CharKind::symbol;
    switch (kind) {
      case PointClass::period:
        pending_ = wide ? Pending::end : Pending::mark;
        last = ++dots_ > 1 ? CharKind::ellipsis : CharKind::period;
        break;
      case PointClass::question:
        ++stats_.questions;
        pending_ = wide ? Pending::end : Pending::mark;
        last = CharKind::exclaim;
        break;
      case PointClass::exclaim:
        pending_ = wide ? Pending::end : Pending::mark;
        last = CharKind::exclaim;
        break;
      case PointClass::ellipsis:
        last = CharKind::ellipsis;
        break;
      case PointClass::colon:
        last = CharKind::colon;
        break;
      case PointClass::comma:
        ++stats_.commas;
        last = CharKind::comma;
        break;
      case PointClass::closing_quote:
        stats_.quotes += wide ? 1 : 0;
        stats_.ends_closed = 1;
        if (stats_.last != CharKind::none) return;
        break;
      case PointClass::opening_quote:
        stats_.quotes += wide ? 1 : 0;
        break;
      case PointClass::separator:
        ++stats_.separators;
        break;
      case PointClass::copyright:
        ++stats_.copyright;
        break;
      case PointClass::currency:
        ++stats_.currency;
        break;
      default:
        break;
    }
    stats_.last = last;
    stats_.ends_closed = 0;
  }

  void whole_line_tokens() {
    if (units_ == 0) return;
    scan_.tokens.push_back(token(first_salt, head_[0]));
    scan_.tokens.push_back(token(last_salt, last_unit_));
    if (units_ >= 2)
      scan_.tokens.push_back(token(pair_salt, head_[0] * 0x9E3779B1U ^ mix(head_[1])));
    if (units_ > short_line) return;
    std::uint32_t whole = hash_seed;
    for (std::size_t i = 0; i < units_; ++i) {
      whole = mix(whole ^ head_[i]) * hash_prime;
      scan_.tokens.push_back(token(in_short_salt, head_[i]));
    }
    scan_.tokens.push_back(token(whole_salt, whole));
  }

  static constexpr std::uint32_t www_hash =
      ((((hash_seed ^ 'w') * hash_prime) ^ 'w') * hash_prime ^ 'w') * hash_prime;

  enum class Pending : std::uint8_t { none, mark, end };

  static constexpr std::ptrdiff_t copied = 512;  // bytes of a line that is read from a copy

  LineScan& scan_;
  LineStats stats_;
  std::array<Byte, copied + 16> copy_;
  const Byte* readable_ = nullptr;  // sixteen bytes can be read before it
  std::uint32_t head_[short_line] = {};
  std::uint32_t last_unit_ = 0;
  std::size_t units_ = 0;
  std::uint64_t hash_ = 0x243F6A8885A308D3ULL;
  std::uint32_t previous_ideograph_ = 0;
  std::uint32_t dots_ = 0;
  Pending pending_ = Pending::none;
  bool any_mark_ = false;
};

}  // namespace

void scan_block(const std::string_view* lines, std::size_t count, LineScan& scan) {
  BlockScan block(scan);
  for (std::size_t i = 0; i < count; ++i) block.line(lines[i]);
  block.finish();
}

}  // namespace dechaff
