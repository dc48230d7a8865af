#include "filters/repairs/hyphenation.h"

#include <algorithm>

#include "rules/pack.h"
#include "rules/pack_library.h"
#include "text/classes.h"
#include "text/normalize.h"
#include "text/utf8.h"
#include "text/words.h"

namespace dechaff::repairs {
namespace {

constexpr std::string_view soft = "\xC2\xAD";
constexpr std::size_t least_word = 5;  // letters of a half that is a word of its own

/// Of words in lower case.
bool holds(const std::vector<std::string>& list, std::string_view word) {
  std::string folded;
  for (std::size_t at = 0; at < word.size();) {
    const text::Decoded d = text::decode(word, at);
    text::append(folded, text::lower(d.c));
    at += d.bytes;
  }
  return std::find(list.begin(), list.end(), folded) != list.end();
}

std::size_t letters_end(std::string_view s) {
  std::size_t at = 0;
  while (at < s.size()) {
    const text::Decoded d = text::decode(s, at);
    if (!text::is_letter(d.c) && !text::is_mark(d.c)) break;
    at += d.bytes;
  }
  return at;
}

std::size_t letters_begin(std::string_view s) {
  std::size_t at = s.size();
  while (at > 0) {
    const text::Decoded d = text::decode_before(s, at);
    if (!text::is_letter(d.c) && !text::is_mark(d.c)) break;
    at -= d.bytes;
  }
  return at;
}

}  // namespace

void Hyphenation::read(const LineTable& lines) {
  words_.clear();
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!lines.kept(i)) continue;
    const std::string_view line = lines.text[i];
    Span last{0, 0};
    text::for_each_word(line, [&](Span at) {
      // Halves of broken words are no words.
      const bool breaks = line.substr(at.end).starts_with('-') && at.end + 1 == line.size();
      if (!breaks) words_.emplace(text::slice(line, at));
      if (last.end > 0 && at.begin == last.end + 1 && line[last.end] == '-')
        words_.emplace(line.substr(last.begin, at.end - last.begin));
      last = at;
    });
  }
}

bool ends_broken(std::string_view line) { return line.ends_with(soft) || line.ends_with('-'); }

void Hyphenation::speak(const rules::LanguageInfo* language, const rules::PackLibrary* packs) {
  language_ = language;
  if (packs == nullptr || !suspends_.empty()) return;
  for (const auto& code : packs->languages()) {
    const rules::LanguageInfo* info = packs->language(code);
    if (info == nullptr) continue;
    for (const std::string& word : info->suspends) {
      if (text::code_points(word) >= 3) suspends_.push_back(word);
    }
  }
}

bool Hyphenation::keeps_hyphen(std::string_view first, std::string_view second) const {
  const std::string whole = std::string(first) + std::string(second);
  if (has(whole)) return false;
  if (text::code_points(first) == 1 || has(std::string(first) + "-" + std::string(second)))
    return true;
  if (language_ != nullptr &&
      (holds(language_->hyphenated, first) ||
       (text::code_points(second) >= least_word && holds(language_->hyphenated, second))))
    return true;
  return text::code_points(first) >= least_word && text::code_points(second) >= least_word &&
         has(first) && has(second);
}

bool Hyphenation::find(std::string_view line, std::string_view next, BrokenWord& out) const {
  if (!ends_broken(line)) return false;
  const bool is_soft = line.ends_with(soft);
  const std::size_t hyphen = line.size() - (is_soft ? soft.size() : 1);
  const std::string_view before = line.substr(0, hyphen);
  const std::string_view token = before.substr(before.find_last_of(" \t") + 1);
  const std::string_view first = before.substr(letters_begin(before));
  const std::size_t end = letters_end(next);
  if (first.empty() || end == 0) return false;
  if (token.find_first_of("/@_0123456789") != std::string_view::npos) return false;
  const std::string_view second = next.substr(0, end);
  const bool one_letter = text::code_points(first) == 1;
  if (one_letter && first.size() != token.size()) return false;  // "Jean-L-", a list
  if (!one_letter && !text::is_lower(text::decode(next, 0).c)) return false;
  const bool suspended =
      holds(suspends_, second) || (language_ != nullptr && holds(language_->suspends, second));
  if (!is_soft && suspended && !has(std::string(first) + std::string(second))) return false;
  out.hyphen = {hyphen, line.size()};
  std::size_t rest = end;
  while (rest < next.size() && next[rest] != ' ' && next[rest] != '\t') ++rest;
  out.rest = {0, rest};
  out.keep_hyphen = !is_soft && keeps_hyphen(first, second);
  return true;
}

}  // namespace dechaff::repairs
