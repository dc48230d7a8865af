#include "text/sentences.h"

#include <bit>

#include "text/classes.h"
#include "text/simd.h"
#include "text/utf8.h"

namespace dechaff::text {
namespace {

SentenceKind kind_at(std::string_view s, std::size_t at, std::size_t& bytes) {
  const Decoded d = decode(s, at);
  bytes = d.bytes;
  return properties(d.c).sentence;
}

/// Behind closing quotes and brackets, from `at`.
std::size_t skip_closers(std::string_view s, std::size_t at) {
  std::size_t bytes = 0;
  while (at < s.size()) {
    const SentenceKind kind = kind_at(s, at, bytes);
    if (kind != SentenceKind::close && kind != SentenceKind::quote) break;
    at += bytes;
  }
  return at;
}

std::size_t skip_spaces(std::string_view s, std::size_t at) {
  std::size_t bytes = 0;
  while (at < s.size() && kind_at(s, at, bytes) == SentenceKind::space) at += bytes;
  return at;
}

/// The letters and digits just before `at`: how many, and of what kind.
struct Token {
  std::size_t begin = 0;
  std::size_t letters = 0, digits = 0;
  bool capital = false;
};

Token token_before(std::string_view s, std::size_t from, std::size_t at) {
  Token out;
  while (at > from) {
    const Decoded d = decode_before(s, at);
    if (is_digit(d.c)) {
      ++out.digits;
    } else if (is_letter(d.c) || is_mark(d.c)) {
      ++out.letters;
    } else {
      break;
    }
    out.capital = is_upper(d.c);
    at -= d.bytes;
  }
  out.begin = at;
  return out;
}

/// Where the letters and inner full stops before `stop` begin: all of "z.B" of "z.B.".
std::size_t word_with_stops(std::string_view s, std::size_t from, std::size_t stop) {
  std::size_t at = stop;
  while (at > from) {
    const Decoded d = decode_before(s, at);
    if (d.c != '.' && d.c != '-' && !is_letter(d.c) && !is_mark(d.c)) break;
    at -= d.bytes;
  }
  return at;
}

/// Whether the full stop at `stop` of the sentence that began at `from` belongs to its word.
bool abbreviates(std::string_view s, std::size_t from, std::size_t stop,
                 const Abbreviations* known) {
  const Token token = token_before(s, from, stop);
  if (token.letters == 1 && token.digits == 0) return true;
  if (token.letters == 0 && token.digits > 0 && (token.begin == from || token.digits <= 2))
    return true;
  if (token.capital && token.digits == 0 && token.letters <= 4 && stop - token.begin <= 8)
    return true;
  if (known == nullptr) return false;
  const std::size_t begin = word_with_stops(s, from, stop);
  return known->contains(s.substr(begin, stop + 1 - begin));
}

/// Whether what stands at `at` (behind the white space) may begin a sentence.
bool may_begin(std::string_view s, std::size_t at) {
  std::size_t bytes = 0;
  const SentenceKind kind = kind_at(s, at, bytes);
  if (kind == SentenceKind::comma) return false;
  for (std::size_t k = at; k < s.size(); k += bytes) {
    const Decoded d = decode(s, k);
    bytes = d.bytes;
    if (is_lower(d.c)) return false;
    const SentenceKind here = properties(d.c).sentence;
    if (here != SentenceKind::open && here != SentenceKind::quote && here != SentenceKind::dash)
      break;
  }
  return true;
}

/// The first byte from `at` on that may end a sentence or is not ASCII.
std::size_t next_end(std::string_view s, std::size_t at) {
  for (; at + 16 <= s.size(); at += 16) {
    const simd::Block b = simd::load(s.data() + at);
    const simd::Block marks =
        simd::either(simd::either(simd::equal(b, '.'), simd::equal(b, '!')), simd::equal(b, '?'));
    const std::uint32_t found = simd::high_bits(simd::either(marks, b));
    if (found != 0) return at + static_cast<std::size_t>(std::countr_zero(found));
  }
  const auto may_end = [](char c) {
    return c == '.' || c == '!' || c == '?' || static_cast<unsigned char>(c) >= 0x80;
  };
  while (at < s.size() && !may_end(s[at])) ++at;
  return at;
}

}  // namespace

void split_sentences(std::string_view line, const Abbreviations* known, std::vector<Span>& out) {
  std::size_t from = 0;
  for (std::size_t at = 0; at < line.size();) {
    at = next_end(line, at);
    if (at == line.size()) break;
    std::size_t bytes = 0;
    const SentenceKind kind = kind_at(line, at, bytes);
    const bool stop = kind == SentenceKind::full_stop;
    const bool soft = stop || kind == SentenceKind::mark || kind == SentenceKind::ellipsis;
    if (!soft && kind != SentenceKind::wide && kind != SentenceKind::stroke) {
      at += bytes;
      continue;
    }
    std::size_t run = 0;  // of marks, such as ?! or ...
    std::size_t end = at;
    while (end < line.size()) {
      const SentenceKind next = kind_at(line, end, bytes);
      if (next != SentenceKind::full_stop && next != SentenceKind::mark &&
          next != SentenceKind::ellipsis && next != SentenceKind::wide &&
          next != SentenceKind::stroke) {
        break;
      }
      end += bytes;
      ++run;
    }
    const std::size_t closed = skip_closers(line, end);
    const std::size_t next = skip_spaces(line, closed);
    const bool hard = !soft || run > 1;
    const bool ends = next >= line.size() || !soft ||
                      (next > closed && may_begin(line, next) &&
                       (hard || !stop || !abbreviates(line, from, at, known)));
    if (ends) {
      out.push_back({from, next});
      from = next;
    }
    at = ends ? next : end;
  }
  if (from < line.size()) out.push_back({from, line.size()});
}

}  // namespace dechaff::text
