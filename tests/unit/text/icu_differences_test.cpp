// The splitters against ICU's break iterators over all sample pages and over generated text: where
// they differ, the difference is one of those listed here. What is listed is meant.

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <sstream>

#include "catch.h"
#include "text/classes.h"
#include "text/sentences.h"
#include "text/utf8.h"
#include "text/words.h"

using namespace dechaff;
namespace fs = std::filesystem;

namespace {

std::vector<std::string> sample_lines() {
  std::vector<std::string> out;
  std::vector<fs::path> paths;
  for (const auto& entry : fs::recursive_directory_iterator(DECHAFF_SAMPLES_DIR)) {
    if (entry.path().extension() == ".txt") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  for (const fs::path& path : paths) {
    std::ifstream in(path);
    for (std::string line; std::getline(in, line);) out.push_back(line);
  }
  return out;
}

/// Text of pieces that sentences and words are made of, valid UTF-8.
std::vector<std::string> generated_lines() {
  static const std::vector<std::string> pieces = {
      "The",   "dog", "barked", "Dr",   "e.g", "3",    "3.5",  "1,000", "U.S", "it's",
      "l’été", "was", "мост",   "Ночь", "橋",  "今天", "한국", "জল",    "ไทย", "ñandú",
      "ГОСТ",  "a",   "I",      ".",    "!",   "?",    "...",  "…",     "。",  "！",
      "「",    "」",  "(",      ")",    "\"",  "”",    "“",    "’",     ",",   ";",
      ":",     "-",   "–",      "—",    " ",   " ",    " ",    " ",     "  ",  "\t",
      "।",     "؟",   "هل",     "http", "//",  "@",    "#",    "_",     "%",   "€5"};
  std::mt19937 random(7);
  std::vector<std::string> out;
  for (int i = 0; i < 4000; ++i) {
    std::string line;
    for (std::size_t k = 0, n = 2 + random() % 24; k < n; ++k) {
      line += pieces[random() % pieces.size()];
      if (random() % 2 == 0) line += ' ';
    }
    out.push_back(line);
  }
  return out;
}

class Icu {
 public:
  enum class Unit { sentence, word };

  explicit Icu(Unit unit) : unit_(unit) {
    UErrorCode error = U_ZERO_ERROR;
    const icu::Locale& root = icu::Locale::getRoot();
    breaks_.reset(unit == Unit::sentence ? icu::BreakIterator::createSentenceInstance(root, error)
                                         : icu::BreakIterator::createWordInstance(root, error));
    REQUIRE(U_SUCCESS(error));
  }

  /// Boundaries inside `line`; of words: begins and ends of those with letters, digits or
  /// ideographs.
  std::set<std::size_t> boundaries(const std::string& line) {
    UErrorCode error = U_ZERO_ERROR;
    UText* text =
        utext_openUTF8(nullptr, line.data(), static_cast<std::int64_t>(line.size()), &error);
    breaks_->setText(text, error);
    std::set<std::size_t> out;
    std::int32_t from = breaks_->first();
    for (std::int32_t to = breaks_->next(); to != icu::BreakIterator::DONE; to = breaks_->next()) {
      const auto begin = static_cast<std::size_t>(from), end = static_cast<std::size_t>(to);
      if (unit_ == Unit::sentence) {
        if (end < line.size()) out.insert(end);
      } else if (breaks_->getRuleStatus() >= UBRK_WORD_NONE_LIMIT) {
        out.insert(begin);
        out.insert(end);
      }
      from = to;
    }
    utext_close(text);
    return out;
  }

 private:
  Unit unit_;
  std::unique_ptr<icu::BreakIterator> breaks_;
};

/// What stands around a place: the last word and mark before it, the first character behind it.
struct Around {
  std::string word;     // letters, digits and inner marks before the stop
  char32_t stop = 0;    // the last mark that may end a sentence
  bool space = false;   // white space stands before the place
  char32_t next = 0;    // what follows
  bool closed = false;  // closing marks stand between
};

Around around(const std::string& line, std::size_t at) {
  Around out;
  if (at < line.size()) out.next = text::decode(line, at).c;
  std::size_t k = at;
  const auto before = [&] { return text::decode_before(line, k); };
  while (k > 0 && text::is_space(before().c)) {
    k -= before().bytes;
    out.space = true;
  }
  while (k > 0) {
    const auto kind = text::properties(before().c).sentence;
    if (kind != text::SentenceKind::close && kind != text::SentenceKind::quote) break;
    k -= before().bytes;
    out.closed = true;
  }
  if (k == 0) return out;
  out.stop = before().c;
  while (k > 0) {
    const auto kind = text::properties(before().c).sentence;
    if (kind == text::SentenceKind::none || kind == text::SentenceKind::space) break;
    k -= before().bytes;
  }
  std::size_t begin = k;
  while (begin > 0) {
    const text::Decoded d = text::decode_before(line, begin);
    if (!text::is_word(d.c) && d.c != '.') break;
    begin -= d.bytes;
  }
  out.word = line.substr(begin, k - begin);
  return out;
}

/// Why ICU ends a sentence here and we do not; empty when there is no reason.
std::string icu_alone(const std::string& line, std::size_t at) {
  const Around a = around(line, at);
  if (!text::is_word(a.stop) && a.stop == '.') {
    if (text::code_points(a.word) <= 4) return "full stop of a short word, an initial or a number";
    if (!a.word.empty() && text::is_digit(text::decode_before(a.word, a.word.size()).c))
      return "full stop of a short word, an initial or a number";
    if (a.word.find('.') != std::string::npos) return "full stop of letters with stops between";
  }
  if (!a.space) return "no white space behind the mark";
  if (text::properties(a.stop).sentence == text::SentenceKind::open)
    return "an opening mark behind the stop, which ICU takes for a closing one";
  std::size_t k = at;
  while (k < line.size()) {
    const text::Decoded d = text::decode(line, k);
    if (text::is_lower(d.c)) return "a small letter follows, behind quotes, brackets or dashes";
    if (text::is_word(d.c)) break;
    const auto kind = text::properties(d.c).sentence;
    if (kind == text::SentenceKind::comma) return "a comma follows";
    k += d.bytes;
  }
  if (text::properties(a.next).sentence == text::SentenceKind::comma) return "a comma follows";
  if (line[at - 1] == '\t' || a.stop == 0x85) return "white space that ends a paragraph for ICU";
  return {};
}

/// Why we end a sentence here and ICU does not.
std::string ours_alone(const std::string& line, std::size_t at) {
  const Around a = around(line, at);
  using text::SentenceKind;
  const SentenceKind stop = text::properties(a.stop).sentence;
  if (stop == SentenceKind::ellipsis || stop == SentenceKind::full_stop) {
    std::size_t k = at;
    while (k < line.size()) {  // SB8: no break when a small letter is the next letter
      const text::Decoded d = text::decode(line, k);
      if (text::is_lower(d.c)) return "marks or digits, and only then a small letter (SB8)";
      if (text::is_letter(d.c)) break;
      k += d.bytes;
    }
    if (stop == SentenceKind::ellipsis) return "an ellipsis, a word with a capital behind it";
    return "digits or marks stand behind the stop";
  }
  if (stop == SentenceKind::mark || stop == SentenceKind::wide || stop == SentenceKind::stroke)
    return "marks follow the stop (SB8a)";
  return {};
}

}  // namespace

TEST_CASE("sentences differ from ICU's only where they should") {
  Icu icu(Icu::Unit::sentence);
  std::map<std::string, std::size_t> reasons;
  std::size_t same = 0, unexplained = 0;
  for (const auto& lines : {sample_lines(), generated_lines()}) {
    for (const std::string& line : lines) {
      std::vector<Span> spans;
      text::split_sentences(line, nullptr, spans);
      std::set<std::size_t> ours;
      for (const Span span : spans) {
        if (span.end < line.size()) ours.insert(span.end);
      }
      const std::set<std::size_t> theirs = icu.boundaries(line);
      const auto note = [&](const char* who, std::size_t at, const std::string& why) {
        if (why.empty() && ++unexplained <= 12)
          UNSCOPED_INFO(who << " alone: [" << line.substr(0, at) << "][" << line.substr(at) << ']');
        ++reasons[who + (": " + why)];
      };
      for (const std::size_t at : theirs) {
        if (ours.count(at) > 0) {
          ++same;
        } else {
          note("ICU", at, icu_alone(line, at));
        }
      }
      for (const std::size_t at : ours) {
        if (theirs.count(at) == 0) note("ours", at, ours_alone(line, at));
      }
    }
  }
  for (const auto& [why, count] : reasons) UNSCOPED_INFO(count << ' ' << why);
  CHECK(unexplained == 0);
  CHECK(same > 4000);
}

TEST_CASE("words differ from ICU's only where they should") {
  Icu icu(Icu::Unit::word);
  text::WordBreaker breaker;
  std::size_t same = 0, unexplained = 0;
  std::map<std::string, std::size_t> reasons;
  for (const auto& lines : {sample_lines(), generated_lines()}) {
    for (const std::string& line : lines) {
      std::set<std::size_t> ours;
      breaker.for_each_word(line, [&](Span span) {
        ours.insert(span.begin);
        ours.insert(span.end);
      });
      const std::set<std::size_t> theirs = icu.boundaries(line);
      const auto why = [&](std::size_t at) -> std::string {
        const char32_t before = at > 0 ? text::decode_before(line, at).c : ' ';
        const char32_t behind = at < line.size() ? text::decode(line, at).c : ' ';
        const auto either = [&](auto test) { return test(before) || test(behind); };
        if (either([](char32_t c) {
              return c == '.' || c == ':' || c == 0xB7 || c == 0x2019 || c == '\'' || c == ',' ||
                     c == ';' || c == 0x2018 || c == 0x2024 || c == 0xFF0E;
            }))
          return "a stop, colon or apostrophe between letters or digits (WB6, WB11)";
        if (either([](char32_t c) {
              return c == '_' || u_charType(static_cast<UChar32>(c)) == U_CONNECTOR_PUNCTUATION;
            }))
          return "an underscore (WB13a)";
        if (either([](char32_t c) { return text::is_han_or_kana(c); }))
          return "Han and kana beside other characters: runs are given to the dictionary apart";
        if (either([](char32_t c) {
              return text::is_symbol(c) || u_charType(static_cast<UChar32>(c)) == U_FORMAT_CHAR;
            }))
          return "symbols and format characters";
        if (either([](char32_t c) { return c == '@'; })) return "an at sign, a letter for ICU 72";
        if (either([](char32_t c) { return text::is_mark(c); })) return "marks without a letter";
        if (either([](char32_t c) { return text::script(c) == text::Script::hangul; }))
          return "Hangul beside digits and other letters";
        if (either([](char32_t c) { return text::properties(c).word == text::WordKind::cluster; }))
          return "Thai, Lao, Khmer or Burmese beside other letters";
        return {};
      };
      const auto note = [&](const char* who, std::size_t at) {
        const std::string reason = why(at);
        if (reason.empty() && ++unexplained <= 12)
          UNSCOPED_INFO(who << " alone: [" << line.substr(0, at) << "][" << line.substr(at) << ']');
        ++reasons[who + (": " + reason)];
      };
      for (const std::size_t at : theirs) {
        if (ours.count(at) > 0) {
          ++same;
        } else {
          note("ICU", at);
        }
      }
      for (const std::size_t at : ours) {
        if (theirs.count(at) == 0) note("ours", at);
      }
    }
  }
  for (const auto& [reason, count] : reasons) UNSCOPED_INFO(count << ' ' << reason);
  CHECK(unexplained == 0);
  CHECK(same > 50000);
}
