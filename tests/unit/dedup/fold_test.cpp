#include "dedup/fold.h"

#include <random>

#include "catch.h"

using dechaff::dedup::fold;

namespace {

std::string folded(std::string_view text, bool any_digit = false) {
  std::string out = "left over";
  fold(text, any_digit, out);
  return out;
}

}  // namespace

TEST_CASE("folding sets aside case, width, punctuation and white space in every script") {
  const std::vector<std::pair<std::string_view, std::string_view>> same = {
      {"Don't panic, it is late.", "dont  PANIC - it is late"},
      {"Ｔｈｅ　１２ ｗｏｒｄｓ", "the 12 words"},
      {"Straße", "STRASSE"},
      {"ΟΔΟΣ ΑΘΗΝΑΣ", "οδος αθηνας"},
      {"Москва, 1 мая", "МОСКВА — 1 МАЯ"},
      {"他说：“很好。”", "他说 很好"},
      {"ｶﾞｲﾄﾞ", "ガイド"},
      {"e\u0301te\u0301", "ÉTÉ"},
  };
  for (const auto& [a, b] : same) {
    INFO(a);
    CHECK(folded(a) == folded(b));
  }
}

TEST_CASE("folding keeps what makes a difference") {
  CHECK(folded("costs 3.5 million") != folded("costs 35 million"));
  CHECK(folded("on page 1 2") != folded("on page 12"));
  CHECK(folded("$5") != folded("€5"));
  CHECK(folded("１") == "1");
  CHECK(folded("page 12") != folded("page 13"));
  CHECK(folded("page 12", true) == folded("page 90", true));
  CHECK(folded("٣", true) == "0");
  CHECK(folded("...").empty());
  CHECK(folded("bad \xff byte") != folded("bad byte"));
}

TEST_CASE("ASCII is folded as it is with a letter that is not ASCII beside it") {
  std::mt19937 random(5);
  const std::string_view some = "aZ09 5.5,$+<>^`|~_-\x01\x7F@[{}\t  12";
  for (int round = 0; round < 4000; ++round) {
    std::string text(1 + random() % 300, ' ');
    const bool all = round % 2 == 0;
    for (char& c : text) c = all ? static_cast<char>(random() % 128) : some[random() % some.size()];
    for (const bool any_digit : {false, true}) {
      INFO(text);
      REQUIRE(folded(text, any_digit) + "\u00E9" == folded(text + "\u00E9", any_digit));
    }
  }
}
