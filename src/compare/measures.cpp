#include "compare/measures.h"

#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <unordered_set>

#include "text/utf8.h"

namespace dechaff::compare {
namespace {

bool in_word(char32_t c) {
  if (c < 0x80)
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  const auto mask = U_GET_GC_MASK(static_cast<UChar32>(c));
  return (mask & (U_GC_L_MASK | U_GC_N_MASK)) != 0;
}

bool alone(char32_t c) { return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0x3040 && c <= 0x30FF); }

std::uint64_t three(std::uint64_t a, std::uint64_t b, std::uint64_t c) {
  const std::uint64_t all[3] = {a, b, c};
  return text::hash64({reinterpret_cast<const char*>(all), sizeof all});
}

}  // namespace

std::vector<std::uint64_t> tokens(std::string_view text, std::string_view language) {
  const bool characters = language == "zh" || language == "ja";
  std::string lower;
  icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())))
      .toLower(icu::Locale::getRoot())
      .toUTF8String(lower);
  std::vector<std::uint64_t> out;
  std::size_t begin = 0;
  bool open = false;
  const auto close = [&](std::size_t end) {
    if (open) out.push_back(text::hash64(std::string_view(lower).substr(begin, end - begin)));
    open = false;
  };
  for (std::size_t at = 0; at < lower.size();) {
    const text::Decoded d = text::decode(lower, at);
    if (characters && alone(d.c)) {
      close(at);
      if (in_word(d.c) || d.c >= 0x3040)
        out.push_back(text::hash64(std::string_view(lower).substr(at, d.bytes)));
    } else if (!in_word(d.c)) {
      close(at);
    } else if (!open) {
      open = true;
      begin = at;
    }
    at += d.bytes;
  }
  close(lower.size());
  return out;
}

std::size_t in_common(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  std::size_t out = 0;
  for (std::size_t i = 0, k = 0; i < a.size() && k < b.size();) {
    if (a[i] == b[k]) {
      ++out;
      ++i;
      ++k;
    } else if (a[i] < b[k]) {
      ++i;
    } else {
      ++k;
    }
  }
  return out;
}

Scores word_scores(std::vector<std::uint64_t> predicted, std::vector<std::uint64_t> gold) {
  if (gold.empty() && predicted.empty()) return {1, 1, 1};
  if (gold.empty() || predicted.empty()) return {};
  std::sort(predicted.begin(), predicted.end());
  std::sort(gold.begin(), gold.end());
  const auto common = static_cast<double>(in_common(predicted, gold));
  Scores out;
  out.precision = common / static_cast<double>(predicted.size());
  out.recall = common / static_cast<double>(gold.size());
  const double sum = out.precision + out.recall;
  out.f1 = sum > 0 ? 2 * out.precision * out.recall / sum : 0;
  return out;
}

std::vector<bool> gold_lines(const std::vector<std::string_view>& lines, std::string_view gold,
                             std::string_view language) {
  constexpr std::size_t short_line = 6;
  const std::vector<std::uint64_t> words = tokens(gold, language);
  std::unordered_set<std::uint64_t> threes;
  for (std::size_t i = 0; i + 2 < words.size(); ++i)
    threes.insert(three(words[i], words[i + 1], words[i + 2]));
  std::vector<bool> out;
  for (const std::string_view line : lines) {
    const std::vector<std::uint64_t> here = tokens(line, language);
    if (here.empty()) {
      out.push_back(false);
    } else if (here.size() < short_line) {
      out.push_back(std::search(words.begin(), words.end(), here.begin(), here.end()) !=
                    words.end());
    } else {
      std::size_t found = 0;
      for (std::size_t i = 0; i + 2 < here.size(); ++i)
        found += threes.count(three(here[i], here[i + 1], here[i + 2]));
      out.push_back(found * 2 >= here.size() - 2);
    }
  }
  return out;
}

}  // namespace dechaff::compare
