#include "decide/prose.h"

#include <algorithm>
#include <array>

#include "decide/policy.h"

namespace dechaff::decide {
namespace {

bool take_suffix(std::string_view& text, std::string_view suffix) {
  if (text.size() < suffix.size() || text.substr(text.size() - suffix.size()) != suffix)
    return false;
  text.remove_suffix(suffix.size());
  return true;
}

std::string_view without_closers(std::string_view text) {
  static constexpr std::array<std::string_view, 14> closers = {"\"",
                                                               "'",
                                                               ")",
                                                               "]",
                                                               "\xE2\x80\x9D",
                                                               "\xE2\x80\x99",
                                                               "\xC2\xBB",
                                                               "\xE3\x80\x8D",
                                                               "\xE3\x80\x8F",
                                                               "\xEF\xBC\x89",
                                                               "\xE2\x80\x9C",
                                                               "*",
                                                               "_",
                                                               "\xE2\x80\xBA"};
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view closer : closers) again = take_suffix(text, closer) || again;
  }
  return text;
}

}  // namespace

bool ends_cut(std::string_view text) {
  text = trim(text);
  return take_suffix(text, "...") || take_suffix(text, "\xE2\x80\xA6");
}

bool ends_sentence(std::string_view text) {
  // . ! ? 。 ！ ？ । ॥ ؟ ۔ ። ។ ． ｡ ။ །
  static constexpr std::array<std::string_view, 16> ends = {".",
                                                            "!",
                                                            "?",
                                                            "\xE3\x80\x82",
                                                            "\xEF\xBC\x81",
                                                            "\xEF\xBC\x9F",
                                                            "\xE0\xA5\xA4",
                                                            "\xD8\x9F",
                                                            "\xDB\x94",
                                                            "\xE1\x8D\xA2",
                                                            "\xE1\x9F\x94",
                                                            "\xEF\xBC\x8E",
                                                            "\xEF\xBD\xA1",
                                                            "\xE0\xA5\xA5",
                                                            "\xE1\x81\x8B",
                                                            "\xE0\xBC\x8D"};
  text = without_closers(trim(text));
  if (ends_cut(text)) return false;
  for (const std::string_view end : ends) {
    if (take_suffix(text, end)) return true;
  }
  return false;
}

bool is_prose(const LineTable& lines, std::size_t line) {
  const std::uint32_t words = lines.words[line];
  if (words < policy::prose_words) return false;
  return words >= policy::long_prose_words ? !ends_cut(lines.shown(line))
                                           : ends_sentence(lines.shown(line));
}

bool is_page_number(const LineTable& lines, std::size_t line) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  const std::string_view text = lines.shown(line);
  if (std::none_of(text.begin(), text.end(), digit)) return false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view other = lines.shown(i);
    if (other.size() != text.size() || other == text) continue;
    if (std::equal(text.begin(), text.end(), other.begin(),
                   [&](char a, char b) { return a == b || (digit(a) && digit(b)); }))
      return true;
  }
  return false;
}

}  // namespace dechaff::decide
