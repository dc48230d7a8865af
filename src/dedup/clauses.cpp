#include "dedup/clauses.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include "core/line_table.h"
#include "text/classes.h"
#include "text/utf8.h"
#include "text/words.h"

namespace dechaff::dedup {
namespace {

constexpr std::size_t most_clauses = 48;

/// Hashes of the character 4-grams of the folded text, sorted and unique.
std::vector<std::uint64_t> grams_of(std::string_view s) {
  std::vector<char32_t> points;
  for (std::size_t at = 0; at < s.size();) {
    const text::Decoded d = text::decode(s, at);
    at += d.bytes;
    if (text::is_space(d.c)) {
      if (!points.empty() && points.back() != ' ') points.push_back(' ');
    } else if (text::is_word(d.c)) {
      points.push_back(d.c >= 'A' && d.c <= 'Z' ? d.c + 32 : d.c);
    }
  }
  std::vector<std::uint64_t> out;
  for (std::size_t i = 0; i + 4 <= points.size(); ++i) {
    std::uint64_t key = 0;
    for (std::size_t k = 0; k < 4; ++k) key = key * 0x9E3779B97F4A7C15U + points[i + k];
    out.push_back(key);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

double containment(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  const std::size_t least = std::min(a.size(), b.size());
  if (least == 0) return 0;
  std::size_t both = 0;
  for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end();) {
    if (*x == *y) {
      ++both;
      ++x;
      ++y;
    } else if (*x < *y) {
      ++x;
    } else {
      ++y;
    }
  }
  return static_cast<double>(both) / static_cast<double>(least);
}

bool overlap(Span a, Span b) { return a.begin < b.end && b.begin < a.end; }

}  // namespace

std::vector<Span> split_clauses(std::string_view s) {
  std::vector<Span> out;
  std::size_t from = 0;
  for (std::size_t at = 0; at < s.size();) {
    const text::Decoded d = text::decode(s, at);
    at += d.bytes;
    const text::SentenceKind kind = text::properties(d.c).sentence;
    if (kind != text::SentenceKind::comma && kind != text::SentenceKind::dash) continue;
    // A comma or hyphen inside a number or a word parts nothing.
    if (d.c < 0x80 && at < s.size() && s[at] != ' ') continue;
    if (kind == text::SentenceKind::dash && d.c == '-') continue;
    out.push_back({from, at});
    from = at;
  }
  if (from < s.size()) out.push_back({from, s.size()});
  return out;
}

std::vector<Repeat> similar_clauses(std::string_view sentence, double threshold,
                                    std::size_t min_words) {
  std::vector<Repeat> out;
  const std::vector<Span> clauses = split_clauses(sentence);
  const std::size_t n = clauses.size();
  if (n < 2 || n > most_clauses) return out;
  for (std::size_t size = n / 2; size >= 1; --size) {
    std::vector<std::vector<std::uint64_t>> grams(n - size + 1);
    std::vector<std::size_t> words(n - size + 1);
    const auto stretch = [&](std::size_t i) {
      return Span{clauses[i].begin, clauses[i + size - 1].end};
    };
    for (std::size_t i = 0; i + size <= n; ++i) {
      const std::string_view s = text::slice(sentence, stretch(i));
      words[i] = text::count_words(s);
      if (words[i] >= min_words) grams[i] = grams_of(s);
    }
    for (std::size_t i = 0; i + 2 * size <= n; ++i) {
      for (std::size_t j = i + size; j + size <= n; ++j) {
        if (words[i] < min_words || words[j] < min_words) continue;
        const Repeat found{stretch(i), stretch(j), 0};
        const auto taken = [&](const Repeat& r) {
          return overlap(r.first, found.first) || overlap(r.again, found.first) ||
                 overlap(r.first, found.again) || overlap(r.again, found.again);
        };
        if (std::any_of(out.begin(), out.end(), taken)) continue;
        const double similar = containment(grams[i], grams[j]);
        if (similar >= threshold)
          out.push_back({found.first, found.again, static_cast<float>(similar)});
      }
    }
  }
  std::sort(out.begin(), out.end(),
            [](const Repeat& a, const Repeat& b) { return a.again.begin < b.again.begin; });
  return out;
}

std::vector<Repeat> doubled_words(std::string_view line) {
  std::vector<Repeat> out;
  Span last{};
  std::string before, word;
  const auto fold = [](std::string_view s, std::string& to) {
    to.assign(s);
    for (char& c : to) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    }
  };
  text::for_each_word(line, [&](Span at) {
    const std::string_view text = text::slice(line, at);
    fold(text, word);
    const bool alone =
        trim(line.substr(last.end, at.begin - last.end)).empty() && at.begin > last.end;
    const text::Decoded first = text::decode(text, 0);
    if (alone && word == before && text::code_points(text) >= 2 && text::is_letter(first.c)) {
      out.push_back({last, at, 1});
    }
    last = at;
    before.swap(word);
  });
  return out;
}

}  // namespace dechaff::dedup
