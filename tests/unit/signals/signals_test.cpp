#include <cmath>
#include <map>
#include <set>

#include "catch.h"
#include "signals/c4.h"
#include "signals/english_words.h"
#include "signals/measure.h"
#include "signals/redpajama_lines.h"
#include "signals/signal.h"

using dechaff::Span;
namespace signals = dechaff::signals;

namespace {

const signals::Lists& lists() {
  static const signals::Lists loaded = signals::Lists::load(dechaff::RulesFolder());
  return loaded;
}

double value(const std::string& text, const std::string& name) {
  const signals::Selection selection({name});
  signals::TextColumns columns(lists());
  std::vector<double> values;
  selection.compute(text, nullptr, columns, values);
  REQUIRE(values.size() == 1);
  return values[0];
}

std::vector<std::string> words(const std::string& chunk) {
  std::vector<Span> spans;
  signals::EnglishWords(lists()).cut(chunk, spans);
  std::vector<std::string> out;
  for (const Span span : spans) out.push_back(chunk.substr(span.begin, span.size()));
  return out;
}

using Words = std::vector<std::string>;

/// What each n-gram's count is, the slow way.
std::map<std::vector<std::uint32_t>, std::uint32_t> count_grams(
    const std::vector<std::uint32_t>& ids, std::size_t n) {
  std::map<std::vector<std::uint32_t>, std::uint32_t> out;
  for (std::size_t i = 0; i + n <= ids.size(); ++i) {
    ++out[std::vector<std::uint32_t>(ids.begin() + static_cast<std::ptrdiff_t>(i),
                                     ids.begin() + static_cast<std::ptrdiff_t>(i + n))];
  }
  return out;
}

}  // namespace

TEST_CASE("names of signals differ, and each says what it means in what unit") {
  std::set<std::string_view> seen;
  for (const signals::Group& group : signals::groups()) {
    CHECK_FALSE(group.source.empty());
    CHECK(group.signals.size() <= 64);
    for (const signals::Signal& signal : group.signals) {
      INFO(signal.name);
      CHECK(seen.insert(signal.name).second);
      CHECK_FALSE(signal.unit.empty());
      CHECK_FALSE(signal.meaning.empty());
    }
  }
}

TEST_CASE("patterns choose signals, and a name that fits nothing is an error") {
  CHECK(signals::Selection({"fineweb.*"}).size() == 4);
  CHECK(signals::Selection({"fineweb.*", "!*ratio"}).size() == 0);
  CHECK(signals::Selection({"c4.lines"}).name(0) == "c4.lines");
  CHECK_FALSE(signals::Selection({}).needs_chain());
  CHECK(signals::Selection({"dechaff.chaff"}).needs_chain());
  CHECK_THROWS(signals::Selection({"gopher.wrds"}));
}

TEST_CASE("English words are cut as datatrove's tokenizer cuts them") {
  CHECK(words("Hello,") == Words{"Hello", ","});
  CHECK(words("isn't") == Words{"is", "n't"});
  CHECK(words("(don’t!)") == Words{"(", "do", "n’t", "!", ")"});
  CHECK(words("U.S.") == Words{"U.S."});
  CHECK(words("well-known") == Words{"well", "-", "known"});
  CHECK(words("example.com/a-b,") == Words{"example.com/a-b", ","});
  CHECK(words("end.Next") == Words{"end", ".", "Next"});
  CHECK(words("10km") == Words{"10", "km"});
  CHECK(words("$5.00") == Words{"$", "5.00"});
  CHECK(words("wait...") == Words{"wait", "..."});
  CHECK(words("John's") == Words{"John", "'s"});
  CHECK(words("(Month):") == Words{"(", "Month", "):"});
  CHECK(words("мир.") == Words{"мир", "."});
}

TEST_CASE("Gopher's numbers of a small text") {
  const std::string text = "The cat sat.\nThe cat sat.\n- no...\n# of it\n";
  // The cat sat . The cat sat . - no ... # of it: solid ones are The cat sat The cat sat no of it.
  CHECK(value(text, "gopher.words") == 9);
  CHECK(value(text, "gopher.mean_word_length") == Approx(24.0 / 9));
  CHECK(value(text, "gopher.hash_ratio") == Approx(1.0 / 14));
  CHECK(value(text, "gopher.ellipsis_ratio") == Approx(1.0 / 14));
  CHECK(value(text, "gopher.bullet_lines") == Approx(0.25));
  CHECK(value(text, "gopher.ellipsis_lines") == Approx(0.25));
  CHECK(value(text, "gopher.alpha_words") == Approx(9.0 / 14));
  CHECK(value(text, "gopher.stop_words") == 1);                   // "of"; "The" is not "the"
  CHECK(value(text, "gopher.dup_line_frac") == Approx(1.0 / 5));  // with the empty one at the end
  CHECK(value(text, "gopher.dup_line_char_frac") == Approx(12.0 / 42));
  CHECK(value(text, "gopher.top_2_gram") == Approx(2 * 7.0 / 42));  // "The cat"
  CHECK(value("a b c d e f a b c d e f", "gopher.dup_5_grams") == Approx(5.0 / 23));
  CHECK(value("a b c d e f", "gopher.dup_5_grams") == 0);
  CHECK(std::isnan(value("", "gopher.mean_word_length")));
}

TEST_CASE("C4 takes lines out and counts the sentences of the others") {
  const std::string text =
      "One two three. Four five![1]\nshort one.\nNo mark here at all\nAn ellipsis ends this...\n"
      "Please enable JavaScript in it.\nSee our privacy policy for it.\n";
  CHECK(value(text, "c4.lines") == 6);
  CHECK(value(text, "c4.kept_lines") == 1);
  CHECK(value(text, "c4.sentences") == 2);
  CHECK(value(text, "c4.few_words_lines") == 1);
  CHECK(value(text, "c4.no_terminal_lines") == 2);
  CHECK(value(text, "c4.javascript_lines") == 1);
  CHECK(value(text, "c4.policy_lines") == 1);
  CHECK(value("This is Lorem Ipsum text.\n", "c4.lorem_ipsum") == 1);
  CHECK(value("if (a) { b = c; } \"x\"\n", "c4.curly_bracket") == 1);
  CHECK(value("a\r\nb c d.\vx\n", "c4.lines") == 3);
  signals::TextColumns columns(lists());
  columns.assign(text, 0);
  std::string kept;
  signals::read_c4_lines(columns, &kept);
  CHECK(kept == "One two three. Four five!");
}

TEST_CASE("FineWeb's shares") {
  const std::string text = "A line that ends with a full stop here.\nshort\n\nshort\n";
  CHECK(value(text, "fineweb.line_punct_ratio") == Approx(1.0 / 3));
  CHECK(value(text, "fineweb.short_line_ratio") == Approx(2.0 / 3));
  CHECK(value(text, "fineweb.char_dup_ratio") == Approx(5.0 / 49));
  CHECK(value(text, "fineweb.list_ratio") == Approx(4.0 / 12));
}

TEST_CASE("RedPajama-v2's signals") {
  const std::string text = "HELLO, world! Say {hello} again…\n• 42 apples";
  CHECK(value(text, "rps_doc_word_count") == 8);  // hello world say hello again… • 42 apples
  CHECK(value(text, "rps_doc_num_sentences") == 2);
  CHECK(value(text, "rps_doc_curly_bracket") == Approx(2.0 / 44));
  CHECK(value(text, "rps_doc_frac_unique_words") == Approx(7.0 / 8));
  CHECK(value(text, "rps_doc_unigram_entropy") ==
        Approx(-(0.25 * std::log(0.25) + 0.75 * std::log(0.125))));
  CHECK(value(text, "rps_doc_frac_lines_end_with_ellipsis") == Approx(0.5));
  CHECK(value(text, "rps_lines_start_with_bulletpoint") == Approx(0.5));
  CHECK(value(text, "rps_lines_num_words") == 4);
  CHECK(value("a b a b a b", "rps_doc_frac_chars_top_2gram") == Approx(1.0));  // 2 letters, 3 times
  CHECK(value("a b c d e x a b c d e", "rps_doc_frac_chars_dupe_5grams") == Approx(10.0 / 11));
  CHECK(value("lorem ipsum dolor", "rps_doc_lorem_ipsum") == Approx(1.0 / 17));
  CHECK(value(text, "ccnet_length") == 44);
  CHECK(value(text, "ccnet_nlines") == 2);
}

TEST_CASE("Dolma, DCLM and NeMo count the same repeats in other ways") {
  const std::string text = "a b c d e x a b c d e\nsame\nsame\n";
  CHECK(value(text, "dolma.word_count") == 13);
  CHECK(value(text, "dolma.median_word_length") == 1);
  CHECK(value(text, "dolma.dup_lines") == Approx(2.0 / 4));
  CHECK(value("a b c d e x a b c d e", "dolma.dup_5_grams") == Approx(10.0 / 35));
  CHECK(value("a b c d e x a b c d e", "dclm.dup_5_grams") == Approx(10.0 / 11));
  CHECK(value("a b c d e x a b c d e", "nemo.dup_5_grams") == Approx(9.0 / 21));
  CHECK(value("a b c d e x a b c d e", "gopher.dup_5_grams") == Approx(5.0 / 21));
  CHECK(value(text, "dclm.dup_lines") == Approx(2.0 / 3));
  CHECK(value("ab cd ab cd", "nemo.top_2_gram") == Approx(10.0 / 11));
}

TEST_CASE("jusText's classes go by length, stop words and neighbours") {
  std::string good;
  while (good.size() < 210) good += "the cat is on the mat and it is in the sun ";
  std::string bad;
  while (bad.size() < 100) bad += "buy cheap shoes today ";
  const std::string text = good + "\nshort\n" + good + "\n" + bad + "\nshort\n" + bad + "\n";
  CHECK(value(text, "justext.cf_good") == Approx(2.0 / 6));
  CHECK(value(text, "justext.cf_short") == Approx(2.0 / 6));
  CHECK(value(text, "justext.cf_bad") == Approx(2.0 / 6));
  CHECK(value(text, "justext.good") == Approx(3.0 / 6));  // the short one between two good ones
  CHECK(std::isnan(value("12 34", "justext.good")));
}

namespace {

/// The n-grams of up to `longest` words are those of count_grams().
void check_levels(const std::vector<std::uint32_t>& ids, std::uint32_t kinds, std::size_t longest) {
  signals::Repeats repeats;
  repeats.begin(ids, kinds);
  for (std::size_t n = 2; n <= longest; ++n) {
    repeats.next();
    const auto grams = count_grams(ids, n);
    const auto& level = repeats.level();
    std::size_t places = 0;
    for (const auto& [gram, count] : grams) places += count > 1 ? count : 0;
    REQUIRE(level.at.size() == places);
    bool same = true;
    for (std::size_t k = 0; k < level.at.size(); ++k) {
      const auto from = ids.begin() + level.at[k];
      const std::vector<std::uint32_t> gram(from, from + static_cast<std::ptrdiff_t>(n));
      const auto first = ids.begin() + level.first[level.gram[k]];
      same = same && level.count[level.gram[k]] == grams.at(gram) &&
             std::equal(gram.begin(), gram.end(), first) && first <= from;
    }
    REQUIRE(same);
  }
}

}  // namespace

TEST_CASE("repeated n-grams are those that a slow count finds") {
  std::uint32_t state = 7;
  for (int round = 0; round < 60; ++round) {
    std::vector<std::uint32_t> ids;
    const std::uint32_t kinds = 1 + state % 9;
    for (std::uint32_t i = 0; i < kinds; ++i) ids.push_back(i);
    for (int i = 0; i < 5 * round; ++i) {
      state = state * 1664525 + 1013904223;
      ids.push_back((state >> 16) % kinds);
    }
    check_levels(ids, kinds, signals::Repeats::longest);
  }
}

TEST_CASE("repeated n-grams of many words are made in parts, and are the same") {
  for (const std::uint32_t kinds : {1U, 3U, 300U}) {
    std::vector<std::uint32_t> ids;
    std::uint32_t state = kinds;
    for (std::uint32_t i = 0; i < kinds; ++i) ids.push_back(i);
    while (ids.size() < 140'000) {
      state = state * 1664525 + 1013904223;
      ids.push_back((state >> 16) % kinds);
    }
    check_levels(ids, kinds, 4);
  }
}

TEST_CASE("signals of a large text are those of a smaller one, and lines can be asked for later") {
  std::string text;
  for (int i = 0; i < 3; ++i) text += "The old house is on the hill, the old house. [1]\nx {y}\n\n";
  std::string large;
  while (large.size() < (std::size_t{1} << 20) + 100) large += text;
  const signals::Selection all({});
  signals::TextColumns once(lists()), again(lists());
  std::vector<double> values, other;
  all.compute(large, nullptr, once, values);
  for (const std::string name : {"rps_lines_num_words", "c4.kept_lines", "gopher.dup_5_grams"}) {
    CHECK(values[all.find(name)] == Approx(value(large, name)));
  }
  again.assign(large, signals::need_characters | signals::need_normal);
  std::string of_released, of_whole;
  const signals::Selection lines({"rps_lines_num_words"});
  signals::append_redpajama_lines(of_released, once, lines);
  signals::append_redpajama_lines(of_whole, again, lines);
  CHECK(of_released == of_whole);
}

TEST_CASE("a vocabulary that is warm gives what a cold one gives") {
  const std::vector<std::string> texts = {"One two. One two.\n",
                                          "Zwei drei, zwei drei!\n\n\nx",
                                          "",
                                          "\n",
                                          "\xFF\xFE bad \xE2\x80",
                                          "没有空格的句子。\n没有",
                                          std::string(3000, 'x') + " end.",
                                          "a\u2028b\u3000c\u00a0d"};
  const signals::Selection all({});
  signals::TextColumns warm(lists());
  std::vector<double> before, after;
  for (int round = 0; round < 2; ++round) {
    for (const std::string& text : texts) {
      signals::TextColumns cold(lists());
      all.compute(text, nullptr, cold, before);
      all.compute(text, nullptr, warm, after);
      for (std::size_t i = 0; i < all.size(); ++i) {
        INFO(text << ' ' << all.name(i));
        CHECK((before[i] == after[i] || (std::isnan(before[i]) && std::isnan(after[i]))));
      }
    }
  }
}

TEST_CASE("a signal has the same value alone as among all") {
  const std::string text =
      "Skip to content\nWe use cookies, see our privacy policy. JavaScript is on: lorem ipsum!\n\n"
      "- The house of the town [edit] and the house of the town... I can't e-mail 3km away.\n"
      "The house of the town was with the people that have gone. {x} #tag …\n"
      "Die Stadt und das Haus und die Stadt, 3½ Ⅷ und das Haus und die Stadt.\n没有空格的句子。\n";
  const signals::Selection all({});
  signals::TextColumns columns(lists());
  std::vector<double> together;
  all.compute(text, nullptr, columns, together);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::string name(all.name(i));
    INFO(name);
    const double alone = value(text, name);
    CHECK((alone == together[i] || (std::isnan(alone) && std::isnan(together[i]))));
  }
  signals::TextColumns growing(lists());  // what is asked for grows: nothing known is too little
  std::vector<double> later;
  for (const std::string& name :
       {std::string("gopher.words"), std::string("rps_*"), std::string("*")}) {
    signals::Selection({name, "!dechaff.*"}).compute(text, nullptr, growing, later);
  }
  const signals::Selection same({"*", "!dechaff.*"});
  signals::TextColumns fresh(lists());
  same.compute(text, nullptr, fresh, together);
  for (std::size_t i = 0; i < same.size(); ++i) {
    INFO(same.name(i));
    CHECK((later[i] == together[i] || (std::isnan(later[i]) && std::isnan(together[i]))));
  }
}

TEST_CASE("values are written with the digits that read back") {
  std::string out;
  for (const double v : {0.1, 3.0, -2.0, 1e6, 1.0 / 3, signals::no_value}) {
    signals::append_value(out, v);
    out += ' ';
  }
  CHECK(out == "0.1 3 -2 1000000 0.3333333333333333 null ");
}
