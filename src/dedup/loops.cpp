#include "dedup/loops.h"

#include <algorithm>
#include <unordered_map>

#include "decide/prose.h"
#include "dedup/spare.h"
#include "text/hash.h"

namespace dechaff::dedup {
namespace {

constexpr std::size_t longest_period = 2000;  // tokens
constexpr std::uint32_t never = UINT32_MAX;

/// All numbers are alike: one may be a counter.
std::uint64_t key_of(const Token& token) {
  return token.number() ? 0x6E756D6265720001U : token.key;
}

/// Tokens [begin, end), each the same as the one `period` before it, from begin + period on.
struct Run {
  std::size_t begin, end, period;
  std::size_t copies() const { return (end - begin) / period; }
};

/// What is said in one copy.
struct Phrase {
  std::size_t words = 0, letters = 0;
  unsigned gaps = 0;  // of Gap, of the copy's tokens
  std::size_t lines = 0;
};

Phrase phrase_of(const Tokens& tokens, const Run& run) {
  Phrase out;
  const std::size_t begin = run.begin + run.period, end = begin + run.period;
  out.words = tokens.words(begin, end);
  for (std::size_t i = begin; i < end; ++i) {
    out.letters += tokens[i].letters;
    out.gaps |= tokens[i].gap;
    out.lines += (tokens[i].gap & gap_line) != 0 ? 1 : 0;
  }
  return out;
}

std::string_view said(const Tokens& tokens, const LineTable& lines, std::size_t i) {
  return lines.text[tokens[i].line].substr(tokens[i].begin, tokens[i].end - tokens[i].begin);
}

/// A number as a counter has it; SIZE_MAX when it is none.
std::size_t counter(std::string_view digits) {
  std::size_t out = 0;
  if (digits.size() > 9) return SIZE_MAX;
  for (const char c : digits) {
    if (c < '0' || c > '9') return SIZE_MAX;
    out = out * 10 + static_cast<std::size_t>(c - '0');
  }
  return out;
}

enum class Numbers : std::uint8_t { same, counting, other };

/// Numbers count as alike when copies are looked for. Here: whether they are the same in all
/// copies, but for one that counts them.
Numbers numbers_of(const Tokens& tokens, const LineTable& lines, const Run& run) {
  Numbers out = Numbers::same;
  for (std::size_t k = run.begin; k < run.begin + run.period; ++k) {
    if (!tokens[k].number()) continue;
    bool same = true, counts = true;
    for (std::size_t i = k + run.period; i < run.end; i += run.period) {
      const std::string_view before = said(tokens, lines, i - run.period);
      const std::string_view now = said(tokens, lines, i);
      same = same && before == now;
      counts = counts && counter(now) != SIZE_MAX && counter(now) == counter(before) + 1;
    }
    if (same) continue;
    if (!counts || out == Numbers::counting) return Numbers::other;
    out = Numbers::counting;
  }
  return out;
}

/// Whether the lines around a run, or its own, are short and end with no full stop.
bool in_verse(const Tokens& tokens, const LineTable& lines, const Run& run) {
  std::size_t verse = 0, all = 0;
  const auto look = [&](std::size_t i) {
    if (!lines.kept(i) || lines.chars[i] == 0) return false;
    ++all;
    verse += is_short_line(lines, i) && !decide::ends_sentence(lines.text[i]) ? 1U : 0U;
    return true;
  };
  const std::size_t first = tokens[run.begin].line, last = tokens[run.end - 1].line;
  for (std::size_t i = first, n = 0; i > 0 && n < 6; --i) n += look(i - 1) ? 1U : 0U;
  for (std::size_t i = last + 1, n = 0; i < lines.size() && n < 6; ++i) n += look(i) ? 1U : 0U;
  if (all < 2) {
    for (std::size_t i = first; i <= last; ++i) look(i);
  }
  return verse * 10 >= all * 6;
}

/// From how many copies on it is a loop, and what it is else.
struct Limit {
  std::uint32_t copies;
  Spare otherwise = Spare::chant;
};

Limit limit_of(const Phrase& phrase, const Tokens& tokens, const LineTable& lines, const Run& run) {
  const std::size_t words = phrase.words, letters = phrase.letters;
  if (letters == 0 || (phrase.gaps & gap_cell) != 0) return {never, Spare::table};
  if (run.period == 1) {
    if (tokens[run.begin].sixths < 6) return {40};  // a character: laughter
    if ((phrase.gaps & gap_line) != 0) return {50, Spare::table};
    if (letters < 4) return {16};
    return {(phrase.gaps & (gap_stop | gap_cry)) != 0 ? 10U
            : (phrase.gaps & gap_soft) != 0           ? 6U
                                                      : 5U};
  }
  if (phrase.lines > 0) {
    const std::size_t a_line = words / phrase.lines;
    if (a_line < 3) return {50, Spare::table};
    if (a_line < 12 && in_verse(tokens, lines, run)) return {12, Spare::verse};
    if (words < 8) return {a_line >= 6 ? 3U : 6U, Spare::refrain};
    return {3};
  }
  if ((phrase.gaps & gap_cry) != 0) return {words < 16 ? 8U : 3U};
  if (words >= 8) return {3};
  if ((phrase.gaps & gap_stop) != 0) return {words >= 6 ? 3U : words >= 3 ? 5U : 10U};
  if ((phrase.gaps & gap_soft) != 0) return {6};
  if (words < 2) return {12};
  if (words == 2) return {5};
  return {3};
}

/// The best place to cut: of the first `slack` + 1 tokens of a copy the one that begins a line, or
/// else a sentence, or follows a comma.
std::size_t rotation(const Tokens& tokens, const Run& run) {
  const std::size_t slack = run.end - run.begin - run.copies() * run.period;
  const auto rank = [](unsigned gap) {
    return (gap & gap_line) != 0                ? 4
           : (gap & (gap_stop | gap_cry)) != 0  ? 3
           : (gap & (gap_soft | gap_cell)) != 0 ? 2
           : (gap & gap_space) != 0             ? 1
                                                : 0;
  };
  std::size_t best = 0;
  for (std::size_t r = 1; r <= slack; ++r) {
    const std::size_t at = run.begin + run.period + r;
    if (rank(tokens[at].gap) > rank(tokens[at - r + best].gap)) best = r;
  }
  return best;
}

/// Where the white space and brackets before a token begin, in its line.
std::size_t before_token(const LineTable& lines, const Token& token) {
  static constexpr std::string_view opening = " \t([{\"'";
  std::size_t at = token.begin;
  while (at > 0 && opening.find(lines.text[token.line][at - 1]) != std::string_view::npos) --at;
  return at;
}

/// Tokens [x, y), of which x is not the first of all.
Stretch stretch_of(const Tokens& tokens, const LineTable& lines, std::size_t x, std::size_t y) {
  const Token& before = tokens[x - 1];
  const Token& last = tokens[y - 1];
  if (before.line == last.line) {
    // The marks behind the last copy stay, or, where it breaks off, those behind the first.
    const bool breaks_off = (tokens[x].gap & (gap_stop | gap_cry)) != 0 &&
                            trim(lines.text[last.line].substr(last.end)).empty();
    const std::size_t begin = breaks_off ? before_token(lines, tokens[x]) : before.end;
    return {last.line, last.line + 1, {begin, last.end}};
  }
  Stretch out{before.line + 1, last.line + 1, {0, lines.text[last.line].size()}};
  if (tokens[x].line == before.line) {
    out.line = before.line;
    out.span.begin = before_token(lines, tokens[x]);
  }
  if (y < tokens.size() && tokens[y].line == last.line) {
    out.span.end = before_token(lines, tokens[y]);
    while (lines.text[last.line][out.span.end] == ' ') ++out.span.end;
  }
  return out;
}

Again loop_of(const Tokens& tokens, const LineTable& lines, const Run& run) {
  const std::size_t r = rotation(tokens, run), copies = run.copies();
  const std::size_t x = run.begin + run.period + r;
  std::size_t y = x + (copies - 1) * run.period;
  if (run.end == tokens.size()) y = run.end;
  const Token& first = tokens[x - run.period];
  const Token& last = tokens[x - 1];
  return {stretch_of(tokens, lines, x, y),
          {first.line, last.line + 1, {first.begin, last.end}},
          static_cast<std::uint32_t>(copies)};
}

}  // namespace

void Loops::find(const Tokens& tokens, const LineTable& lines, std::vector<Again>& out) {
  const std::size_t n = tokens.size();
  std::size_t places = 16;
  while (places < n * 2) places *= 2;
  latest_.assign(places, {});
  const auto slot_of = [&](std::uint64_t key) -> Slot& {
    std::size_t at = key & (places - 1);
    while (latest_[at].next != 0 && latest_[at].key != key) at = (at + 1) & (places - 1);
    return latest_[at];
  };
  std::unordered_map<std::size_t, std::size_t> looked;  // by period: up to which token
  std::size_t from = 0, budget = 64 * n + 1024;
  for (std::size_t i = 2; i < n; ++i) {
    const std::uint64_t key = text::mix(key_of(tokens[i]) + text::mix(key_of(tokens[i - 1])) * 3 +
                                        text::mix(key_of(tokens[i - 2])) * 5);
    Slot& slot = slot_of(key);
    const std::size_t before = slot.next;
    slot = {key, static_cast<std::uint32_t>(i + 1)};
    if (before == 0) continue;
    const std::size_t period = i + 1 - before;
    if (i < from || before <= from || period > longest_period || budget == 0) continue;
    std::size_t& done = looked[period];
    if (i < done) continue;
    std::size_t begin = i, end = i;
    const auto same = [&](std::size_t k) {
      return key_of(tokens[k]) == key_of(tokens[k - period]);
    };
    while (end < n && same(end)) ++end;
    while (begin > from + period && same(begin - 1)) --begin;
    done = end;
    const std::size_t steps = end - begin;
    budget -= std::min(budget, steps);
    const Run run{begin - period, end, period};
    if (run.copies() < 3) continue;
    const Numbers numbers = numbers_of(tokens, lines, run);
    const Phrase phrase = phrase_of(tokens, run);
    if (numbers == Numbers::other || phrase.letters == 0) continue;
    if (numbers == Numbers::counting &&
        (phrase.words < 7 || (phrase.gaps & (gap_stop | gap_cry)) == 0)) {
      continue;
    }
    const Limit limit = limit_of(phrase, tokens, lines, run);
    Again again = loop_of(tokens, lines, run);
    if (again.copies < limit.copies) again.spare = limit.otherwise;
    out.push_back(again);
    from = end;
  }
}

}  // namespace dechaff::dedup
