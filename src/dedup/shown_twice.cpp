#include "dedup/shown_twice.h"

#include <algorithm>
#include <utility>

#include "decide/prose.h"
#include "text/hash.h"

namespace dechaff::dedup {
namespace {

constexpr std::size_t gram_size = 8;

/// Tokens [first, first + size) and the same again from `again` on.
struct Match {
  std::size_t first, again, size;
};

class Judge {
 public:
  Judge(const Tokens& tokens, const LineTable& lines) : tokens_(tokens), lines_(lines) {}

  /// What of a match is whole lines in both copies. Size 0: nothing.
  Match whole_lines(Match match) const {
    while (match.size > 0 && !(begins_line(match.first) && begins_line(match.again))) {
      ++match.first;
      ++match.again;
      --match.size;
    }
    while (match.size > 0 &&
           !(ends_line(match.first + match.size - 1) && ends_line(match.again + match.size - 1))) {
      --match.size;
    }
    return match;
  }

  /// Whether a page shows this twice, and nobody wrote it so. `top`: the line where the later copy
  /// begins, its title included. `far`: words from which a block may be anywhere.
  bool is_block(const Match& match, std::size_t top, std::size_t far) const {
    const std::size_t words = tokens_.words(match.again, match.again + match.size);
    const std::size_t from = line_of(match.again), to = line_of(match.again + match.size - 1) + 1;
    std::size_t prose = 0, ended = 0, prose_words = 0, cells = 0, all = 0;
    for (std::size_t i = from; i < to; ++i) {
      if (!lines_.kept(i) || lines_.chars[i] == 0) continue;
      ++all;
      const std::size_t here = words_of(i);
      prose += here >= 8 ? 1U : 0U;
      ended += here >= 8 && decide::ends_sentence(lines_.text[i]) ? 1U : 0U;
      prose_words += here >= 8 ? here : 0;
      const std::string_view line = lines_.text[i];
      cells += line.front() == '>' || line.find_first_of("\t|") != std::string_view::npos ? 1U : 0U;
    }
    if (cells * 2 > all || prose == 0 || prose_words * 2 < words) return false;
    const std::size_t between =
        tokens_.words(match.first + match.size,
                      std::max<std::size_t>(tokens_.first[top], match.first + match.size));
    if (between == 0) return ended > 0 || (words >= 40 && words >= 12 * all);
    if (words >= far) return true;
    if (!is_title(top) || ended < 2 || words < 50) return false;
    return between <= 40 || words * 5 >= tokens_.words(0, tokens_.size());
  }

  /// The lines right above both copies that say the same, or no more than two lines above them.
  std::vector<std::pair<std::size_t, std::size_t>> titles(const Match& match,
                                                          std::size_t not_before) const {
    std::vector<std::pair<std::size_t, std::size_t>> out;
    std::size_t a = line_of(match.first), b = line_of(match.again);
    const std::size_t end = line_of(match.first + match.size - 1);
    while (out.size() < 3) {
      bool found = false;
      const std::vector<std::size_t> above_a = above(a, 0), above_b = above(b, end + 1);
      for (std::size_t sum = 0; sum <= 2 && !found; ++sum) {
        for (std::size_t da = 0; da <= sum && !found; ++da) {
          const std::size_t db = sum - da;
          if (da >= above_a.size() || db >= above_b.size()) continue;
          if (!same_line(above_a[da], above_b[db]) || above_b[db] < not_before ||
              words_of(above_b[db]) < 2) {
            continue;
          }
          a = above_a[da];
          b = above_b[db];
          out.emplace_back(a, b);
          found = true;
        }
      }
      if (!found) break;
    }
    return out;
  }

  std::size_t line_of(std::size_t token) const { return tokens_[token].line; }

 private:
  bool is_title(std::size_t line) const {
    const std::size_t words = words_of(line);
    return words >= 1 && words < 15 && !decide::ends_sentence(lines_.text[line]);
  }

  bool begins_line(std::size_t i) const { return (tokens_[i].gap & gap_line) != 0; }
  bool ends_line(std::size_t i) const { return i + 1 == tokens_.size() || begins_line(i + 1); }
  std::size_t words_of(std::size_t line) const {
    return tokens_.words(tokens_.first[line], tokens_.first[line + 1]);
  }

  /// The three lines with text above a line, from the nearest on, none before `least`.
  std::vector<std::size_t> above(std::size_t line, std::size_t least) const {
    std::vector<std::size_t> out;
    for (std::size_t i = line; i > least && out.size() < 3; --i) {
      if (lines_.kept(i - 1) && tokens_.first[i - 1] < tokens_.first[i]) out.push_back(i - 1);
    }
    return out;
  }

  bool same_line(std::size_t a, std::size_t b) const {
    const std::size_t from = tokens_.first[a], size = tokens_.first[a + 1] - from;
    const std::size_t there = tokens_.first[b];
    if (a == b || size != tokens_.first[b + 1] - there) return false;
    for (std::size_t i = 0; i < size; ++i) {
      if (tokens_[from + i].key != tokens_[there + i].key) return false;
    }
    return true;
  }

  const Tokens& tokens_;
  const LineTable& lines_;
};

Stretch lines_between(const LineTable& lines, std::size_t from, std::size_t to) {
  return {from, to + 1, {0, lines.text[to].size()}};
}

}  // namespace

void ShownTwice::find(const Tokens& tokens, const LineTable& lines, std::size_t far,
                      std::vector<Again>& out) {
  const std::size_t n = tokens.size();
  if (n < 2 * gram_size) return;
  std::size_t places = 16;
  while (places < n * 2) places *= 2;
  earliest_.assign(places, {});
  // A row of eight keys as a polynomial, carried from one token to the next.
  constexpr std::uint64_t base = 0x9E3779B97F4A7C15U;
  std::uint64_t high = 1, gram = 0;
  for (std::size_t k = 1; k < gram_size; ++k) high *= base;
  grams_.resize(n - gram_size + 1);
  for (std::size_t i = 0; i < n; ++i) {
    if (i >= gram_size) gram -= tokens[i - gram_size].key * high;
    gram = gram * base + tokens[i].key;
    if (i + 1 >= gram_size) grams_[i + 1 - gram_size] = text::mix(gram);
  }
  const Judge judge(tokens, lines);
  std::size_t done = 0;  // what is before it was matched
  const auto same = [&](std::size_t a, std::size_t b) { return tokens[a].key == tokens[b].key; };
  for (std::size_t i = 0; i < grams_.size(); ++i) {
    std::size_t at = grams_[i] & (places - 1);
    while (earliest_[at].next != 0 && earliest_[at].key != grams_[i]) at = (at + 1) & (places - 1);
    if (earliest_[at].next == 0) {
      earliest_[at] = {grams_[i], static_cast<std::uint32_t>(i + 1)};
      continue;
    }
    const std::size_t first = earliest_[at].next - 1;
    if (first + gram_size > i || !same(first, i)) continue;
    Match match{first, i, 0};
    while (i + match.size < n && first + match.size < i && same(first + match.size, i + match.size))
      ++match.size;
    if (match.size < gram_size) continue;
    while (match.first > 0 && match.again > done && match.first + match.size < match.again &&
           same(match.first - 1, match.again - 1)) {
      --match.first;
      --match.again;
      ++match.size;
    }
    const std::size_t end = match.again + match.size;
    match = judge.whole_lines(match);
    if (match.size > 0) {
      const std::size_t not_before = out.empty() ? 0 : out.back().what.end;
      const auto titles = judge.titles(match, not_before);
      const std::size_t a = judge.line_of(match.first), b = judge.line_of(match.again);
      if (judge.is_block(match, titles.empty() ? b : titles.back().second, far)) {
        for (std::size_t k = titles.size(); k-- > 0;) {
          out.push_back({lines_between(lines, titles[k].second, titles[k].second),
                         lines_between(lines, titles[k].first, titles[k].first), 2});
        }
        out.push_back({lines_between(lines, b, judge.line_of(match.again + match.size - 1)),
                       lines_between(lines, a, judge.line_of(match.first + match.size - 1)), 2});
      }
    }
    done = end;
    i = end - 1;
  }
}

}  // namespace dechaff::dedup
