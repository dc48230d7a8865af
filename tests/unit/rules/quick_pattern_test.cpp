#include "rules/pattern/quick_pattern.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <string>

#include "catch.h"
#include "rules/pack.h"
#include "rules/pattern/line_automaton.h"
#include "rules/prefilter_builder.h"
#include "rules/string_search.h"
#include "text/case.h"
#include "text/utf8.h"

using dechaff::rules::DecodedLine;
using dechaff::rules::LineAutomaton;
using dechaff::rules::Prefilter;
using dechaff::rules::QuickPattern;
using dechaff::rules::StringSearch;
using Answer = QuickPattern::Answer;

namespace {

Answer answer(const QuickPattern& pattern, std::string_view line) {
  DecodedLine decoded;
  decoded.assign(line);
  return pattern.matches(decoded);
}

Answer answer(LineAutomaton& automaton, std::string_view line) {
  if (!dechaff::text::is_valid(line)) return Answer::unsure;
  const bool beyond_bmp = std::any_of(line.begin(), line.end(),
                                      [](char c) { return static_cast<unsigned char>(c) >= 0xF0; });
  return automaton.matches(line, beyond_bmp);
}

/// Gives a line to a pattern when it holds what the pattern requires.
class Gate {
 public:
  explicit Gate(std::string_view pattern)
      : prefilter_(made_for(pattern)),
        search_(prefilter_, std::array{StringSearch::in_all_lines}) {}

  bool opens(std::string_view line) const {
    std::string folded;
    dechaff::text::fold_case(line, folded);
    const std::size_t size = folded.size();
    folded.append(Prefilter::slack, '\0');
    std::vector<std::uint16_t> found;
    search_.candidates(std::string_view(folded).substr(0, size), 0, found);
    return !found.empty();
  }

 private:
  static Prefilter made_for(std::string_view pattern) {
    dechaff::rules::PrefilterBuilder builder;
    builder.add(0, dechaff::rules::required_literals(pattern));
    return builder.build();
  }

  Prefilter prefilter_;
  StringSearch search_;
};

/// Compares both with RE2 and returns whether both answers were sure.
bool agrees(const QuickPattern& quick, LineAutomaton& automaton, const Gate& gate, const RE2& re,
            std::string_view line) {
  const bool wanted = RE2::PartialMatch(re2::StringPiece(line.data(), line.size()), re);
  if (wanted && !line.empty() && !gate.opens(line)) {
    INFO(re.pattern());
    INFO(line);
    CHECK(gate.opens(line));
  }
  bool sure = true;
  for (const Answer got : {answer(quick, line), answer(automaton, line), answer(automaton, line)}) {
    sure = sure && got != Answer::unsure;
    if (got != Answer::unsure && (got == Answer::yes) != wanted) {
      INFO(re.pattern());
      INFO(line);
      CHECK((got == Answer::yes) == wanted);
    }
  }
  return sure;
}

}  // namespace

TEST_CASE("a quick pattern says what RE2 says") {
  std::vector<std::string> lines = {
      "",       "a",       "A",           "ab",     "abab",       "aab",  "b a",      "ſ",
      "\u212A", "k",       "K",           "Straße", "STRASSE",    "ΣΑΣ",  "σας",      "责任编辑",
      "a1",     "1,234.5", "x-y",         "a_b c",  "é",          "É",    "[x]",      "a]b",
      "a\tb",   "\u00A0a", "by Ann (AP)", "{2}",    "a{2}",       "ab\\", "カタカナ", "ひらがな",
      "한국어", "😀 a",     "a😀",          "\u0345", "Ⅷ",          "ß",    "ẞ",        "i\u0307",
      "İ",      "ı",       "aaaaaaaab",   "xyzzy",  "a b a b a b"};
  lines.insert(lines.end(), {"{{00}", "a{02}", "a{1,02}", "a{1234567890}"});
  const std::vector<std::string> patterns = {"",
                                             "a",
                                             "^a$",
                                             "(?i)a",
                                             "(?i)k",
                                             "(?i)ſ",
                                             "(?i:s)",
                                             "[a-k]",
                                             "(?i)[a-k]",
                                             "(?i)[^a-k]",
                                             "[^a-k]",
                                             "^[^a-k]*$",
                                             "a|b|",
                                             "(ab)+$",
                                             "^(ab){2}$",
                                             "^(a|ab){2,3}$",
                                             "^(?:a?){3}b",
                                             "a{2}",
                                             "a{2,}",
                                             "^{{00}",
                                             "a{02}",
                                             "^a{1,02}$",
                                             "a{1234567890}",
                                             "^a{,2}",
                                             "^a{x}",
                                             "\\{2\\}",
                                             "\\bb",
                                             "a\\b",
                                             "^\\w+$",
                                             "(?i)^\\w+$",
                                             "(?i)^\\W+$",
                                             "\\W",
                                             "[\\W]",
                                             "(?i)[\\W]",
                                             "\\d[\\d,.]",
                                             "\\D$",
                                             "[\\S]\\s",
                                             "\\pL+$",
                                             "(?i)^\\pL+$",
                                             "^\\p{Lu}",
                                             "\\p{Han}+",
                                             "\\p{Hangul}",
                                             "\\p{Hiragana}",
                                             "^\\p{Katakana}+$",
                                             "^\\PL+$",
                                             "\\pN",
                                             "[^\\pL ]",
                                             "\\x41",
                                             "[\\x{a0}]a",
                                             "\\.",
                                             "[]x]",
                                             "[^]x]",
                                             "[x-]",
                                             "[-x]",
                                             "(?P<n>a)b",
                                             "(?i)straße",
                                             "(?i)σασ",
                                             "((?i)a)B",
                                             "(?i)a(?-i)B",
                                             "(?i:a(?-i:B))",
                                             "^.{3}$",
                                             "a.*b",
                                             "^(a.*)?b",
                                             "a??b",
                                             "(?i)İ",
                                             "(?i)ẞ",
                                             "(?i)[à-þ]",
                                             "^(a b ?)+$",
                                             "^(x|y|z)*$",
                                             "^\\Aa",
                                             "a\\z",
                                             "(a|b)*?b$",
                                             "^(?:(a)|b)+",
                                             "^[\\s(]*b a",
                                             "\\x61\\Bb",
                                             "[[:alpha:]]\\d",
                                             "^\\p{Greek}+$",
                                             "\\ta",
                                             "^a\\tb",
                                             "ab(?i)*$",
                                             "^ab(?i)?$"};
  std::size_t sure = 0;
  for (const std::string& pattern : patterns) {
    const RE2 re(pattern, RE2::Quiet);
    if (!re.ok()) continue;
    const QuickPattern quick(pattern);
    std::size_t left = dechaff::rules::LineAutomaton::most_bytes;
    LineAutomaton automaton(quick, left);
    const Gate gate(pattern);
    for (const std::string& line : lines)
      sure += agrees(quick, automaton, gate, re, line) ? 1U : 0U;
  }
  CHECK(sure > patterns.size() * lines.size() * 8 / 10);
}

TEST_CASE("a class of a quick pattern holds the code points of the BMP that RE2 takes") {
  for (const char* const text :
       {"\\pL",      "\\pN",         "\\p{Lu}",       "\\p{Ll}",       "\\p{Lo}",
        "\\p{Han}",  "\\p{Hangul}",  "\\p{Hiragana}", "\\p{Katakana}", "(?i)\\pL",
        "(?i)\\pN",  "(?i)\\p{Han}", "(?i)[a-z]",     "(?i)[^à-þ]",    "(?i)\\w",
        "(?i)[\\W]", "\\PL",         "(?i)\\PL",      "(?i)[ά-ώ]",     "(?i)[а-яё]"}) {
    const RE2 re(text, RE2::Quiet);
    REQUIRE(re.ok());
    const QuickPattern quick(text);
    REQUIRE(quick.known());
    std::size_t left = dechaff::rules::LineAutomaton::most_bytes;
    LineAutomaton automaton(quick, left);
    std::string differ;
    for (char32_t c = 1; c < 0x10000; ++c) {
      if (c >= 0xD800 && c < 0xE000) continue;
      std::string line;
      dechaff::text::append(line, c);
      const bool wanted = RE2::PartialMatch(line, re);
      if (answer(quick, line) != (wanted ? Answer::yes : Answer::no) && differ.size() < 200)
        differ += line + ' ' + std::to_string(static_cast<unsigned>(c)) + ' ';
      const Answer by_automaton = answer(automaton, line);
      if (by_automaton != Answer::unsure && (by_automaton == Answer::yes) != wanted &&
          differ.size() < 200)
        differ += "automaton: " + line + ' ' + std::to_string(static_cast<unsigned>(c)) + ' ';
    }
    INFO(text);
    CHECK(differ.empty());
    INFO(differ);
    CHECK(differ.empty());
  }
}

TEST_CASE("the packs' patterns are quick ones and agree with RE2 on each other's examples") {
  const std::vector<dechaff::rules::Rule> rules =
      dechaff::rules::load_folder(dechaff::RulesFolder()).rules;
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < rules.size(); i += 9) {
    lines.push_back(rules[i].drops.front());
    lines.push_back(rules[i].keeps.front());
  }
  std::size_t sure = 0, asked = 0;
  for (const dechaff::rules::Rule& rule : rules) {
    const RE2 re(rule.pattern, RE2::Quiet);
    const QuickPattern quick(rule.pattern);
    INFO(rule.pattern);
    CHECK(quick.known());
    std::size_t left = dechaff::rules::LineAutomaton::most_bytes;
    LineAutomaton automaton(quick, left);
    const Gate gate(rule.pattern);
    for (const std::vector<std::string>* list :
         std::array{&rule.drops, &rule.keeps, &std::as_const(lines)}) {
      for (const std::string& line : *list) {
        ++asked;
        sure += agrees(quick, automaton, gate, re, line) ? 1U : 0U;
      }
    }
  }
  CHECK(sure * 100 > asked * 95);
}

TEST_CASE("a line that takes many steps is left to RE2") {
  const QuickPattern quick("^(a|aa|aaa)+$");
  CHECK(answer(quick, "aaaa") == Answer::yes);
  CHECK(answer(quick, std::string(200, 'a') + "ba") == Answer::unsure);
  CHECK(answer(quick, "\xFF") == Answer::unsure);
}

TEST_CASE("an automaton whose tables are full leaves lines to others") {
  const QuickPattern quick("[ab]*a[ab]{12}c");  // some 2^12 states
  std::size_t left = dechaff::rules::LineAutomaton::most_bytes;
  LineAutomaton automaton(quick, left);
  std::size_t unsure = 0;
  for (unsigned n = 0; n < 20000; ++n) {
    std::string line;
    for (unsigned bit = 0; bit < 15; ++bit) line += (n * 2654435761U >> bit & 1U) != 0 ? 'a' : 'b';
    line += 'c';
    const Answer got = answer(automaton, line);
    unsure += got == Answer::unsure ? 1U : 0U;
    if (got != Answer::unsure) REQUIRE(got == answer(quick, line));
  }
  CHECK(unsure > 0);
  CHECK(unsure < 20000);
}

TEST_CASE("automata share what they may take") {
  const QuickPattern quick("(mill|wheel|weir) of .* (pond|river)$");
  const std::string_view line = "the mill of the upper pond";
  std::size_t plenty = 100000, little = 2000;
  LineAutomaton rich(quick, plenty), poor(quick, little);
  CHECK(answer(rich, line) == Answer::yes);
  CHECK(answer(poor, line) == Answer::unsure);
  CHECK(plenty < 100000);
  const std::size_t before = plenty;
  for (char32_t c = 0x4E00; c < 0x5E00; ++c) {
    std::string wide(line.substr(0, 12));
    wide += {static_cast<char>(0xE0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 0x3F)),
             static_cast<char>(0x80 | (c & 0x3F))};
    answer(rich, wide);
  }
  CHECK(before - plenty > 16 * 4096);  // every character is counted
  CHECK(answer(rich, line) == Answer::unsure);
}
