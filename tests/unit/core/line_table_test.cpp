#include "core/line_table.h"

#include <algorithm>
#include <random>

#include "catch.h"
#include "core/document.h"
#include "core/sink.h"
#include "text/lines.h"

using namespace dechaff;

namespace {

/// What a writer makes of a document: the original with the edits put in.
std::string apply(const Document& document) {
  std::string out;
  std::size_t at = 0;
  for (const Edit& edit : edits_of(document)) {
    out += document.bytes.substr(at, edit.original.begin - at);
    out += edit.replacement;
    at = edit.original.end;
  }
  out += document.bytes.substr(at);
  return out;
}

}  // namespace

TEST_CASE("lines end at LF, CRLF, CR, U+2028 and U+2029, and cover every byte") {
  LineTable lines;
  const std::string text =
      "a\nb\r\nc\rd\xE2\x80\xA8"
      "e\xE2\x80\xA9\nlast";
  lines.assign(text);
  REQUIRE(lines.size() == 7);
  CHECK(lines.text[1] == "b");
  CHECK(lines.text[3] == "d");
  CHECK(lines.text[5].empty());
  CHECK(lines.text[6] == "last");
  CHECK(lines.next.back() == text.size());
}

TEST_CASE("an empty document has no lines") {
  LineTable lines;
  lines.assign("");
  CHECK(lines.size() == 0);
}

TEST_CASE("lengths are in code points, words count two Han characters as one") {
  LineTable lines;
  lines.assign("  two words \n\xE4\xB8\xAD\xE6\x96\x87\xE5\xAD\x97\n");
  lines.measure();
  CHECK(lines.chars[0] == 9);
  CHECK(lines.words[0] == 2);
  CHECK(lines.chars[1] == 3);
  CHECK(lines.words[1] == 2);
}

TEST_CASE("a dropped line goes with its ending") {
  Document document;
  document.assign("keep\r\ndrop\r\nkeep too");
  Sink sink(document, "test");
  sink.drop(1, {"test.code", "because"});
  CHECK(apply(document) == "keep\r\nkeep too");
  CHECK(document.decisions.at(0).span == Span{6, 12});
}

TEST_CASE("rewrites compose and keep their place in the original") {
  Document document;
  document.assign("The  grass -roots  court.\nNext\n");
  Sink sink(document, "test");
  const Reason reason{"test.code", "because"};
  sink.rewrite(0, {3, 5}, " ", reason);
  REQUIRE(document.lines.text[0] == "The grass -roots  court.");
  sink.rewrite(0, {9, 11}, "-", reason);
  REQUIRE(document.lines.text[0] == "The grass-roots  court.");
  CHECK(document.decisions[1].span == Span{10, 12});
  sink.rewrite(0, {2, 5}, "E-G", reason);  // spans the first rewrite
  CHECK(document.lines.text[0] == "ThE-Grass-roots  court.");
  CHECK(apply(document) == "ThE-Grass-roots  court.\nNext\n");
}

TEST_CASE("a line rewritten to nothing is dropped") {
  Document document;
  document.assign("one\ntwo\n");
  Sink sink(document, "test");
  sink.rewrite(0, {0, 3}, "", {"test.code", "because"});
  CHECK(apply(document) == "two\n");
}

TEST_CASE("any sequence of rewrites equals the same edits on a string") {
  std::mt19937 random(7);
  for (int round = 0; round < 2000; ++round) {
    std::string text(1 + random() % 20, 'a');
    for (char& c : text) c = static_cast<char>('a' + random() % 26);
    Document document;
    document.assign(text);
    Sink sink(document, "test");
    std::string expected = text;
    for (int step = 0; step < 6 && document.lines.kept(0); ++step) {
      const std::size_t a = random() % (expected.size() + 1);
      const std::size_t b = a + random() % (expected.size() + 1 - a);
      const std::string with(random() % 4, static_cast<char>('A' + step));
      sink.rewrite(0, {a, b}, with, {"test.code", "because"});
      if (!document.lines.kept(0)) {
        expected.clear();
        break;
      }
      expected.replace(a, b - a, with);
      REQUIRE(document.lines.text[0] == expected);
    }
    CHECK(apply(document) == expected);
  }
}

TEST_CASE("many parts at once equal the same parts one after another") {
  std::mt19937 random(11);
  const Reason reason{"test.code", "because"};
  for (int round = 0; round < 3000; ++round) {
    std::string text(1 + random() % 40, 'a');
    for (char& c : text) c = static_cast<char>('a' + random() % 26);
    Document together, apart;
    together.assign(text);
    apart.assign(text);
    Sink all(together, "test"), each(apart, "test");
    for (int step = 0; step < 4 && apart.lines.kept(0); ++step) {
      std::vector<Sink::Rewrite> parts;
      const std::size_t length = apart.lines.text[0].size();
      for (std::size_t at = random() % 6; at <= length; at += 1 + random() % 6) {
        const std::size_t end = std::min(length, at + random() % 5);
        parts.push_back({{at, end}, std::string(random() % 3, char('A' + step)), &reason});
        at = end;
      }
      all.rewrite(0, parts);
      for (auto part = parts.rbegin(); part != parts.rend(); ++part)
        each.rewrite(0, part->part, part->replacement, reason);
      REQUIRE(together.lines.kept(0) == apart.lines.kept(0));
      if (!apart.lines.kept(0)) break;
      REQUIRE(together.lines.text[0] == apart.lines.text[0]);
      REQUIRE(together.decisions.size() == apart.decisions.size());
    }
    CHECK(apply(together) == apply(apart));
    std::size_t at =
        0;  // pieces follow one another in the original, and keep what they say they keep
    for (const Edit& edit : edits_of(together)) {
      CHECK(edit.original.begin >= at);
      at = edit.original.end;
    }
  }
}

TEST_CASE("words and code points are those of a count byte by byte, broken UTF-8 too") {
  std::mt19937 random(4);
  const std::vector<std::string> parts{"a",  "b ",   " ",    "\t",   "é",    "’",  "。",
                                       "한", "word", "\x80", "\xC3", "\xF0", "😀 ", "long words "};
  for (int round = 0; round < 3000; ++round) {
    std::string line = "x";
    const std::size_t kinds = round % 2 == 0 ? 6 : parts.size();  // half of them are plain
    for (std::size_t k = random() % 400; k > 0; --k) line += parts[random() % kinds];
    line += 'x';
    LineTable lines;
    lines.assign(line);
    lines.measure();
    std::uint32_t points = 0, words = 0;
    bool in_word = false;
    for (const char byte : line) {
      if ((static_cast<unsigned char>(byte) & 0xC0U) == 0x80) continue;
      ++points;
      const bool blank = byte == ' ' || byte == '\t';
      words += !blank && !in_word ? 1 : 0;
      in_word = !blank;
    }
    REQUIRE(lines.size() == 1);
    REQUIRE(lines.chars[0] == points);
    if (kinds == 6) REQUIRE(lines.words[0] == words);
  }
}

TEST_CASE("line feeds are counted") {
  std::string text;
  for (std::size_t i = 0; i < 2000; ++i) {
    REQUIRE(text::count_line_feeds(text) ==
            static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')));
    text += i % 3 == 0 || i > 1500 ? '\n' : 'a';
  }
}
