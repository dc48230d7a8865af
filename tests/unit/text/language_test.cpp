#include "text/language.h"

#include "catch.h"

using namespace dechaff::text;

TEST_CASE("languages are told apart from a sentence or two") {
  const auto first = [](std::string_view text) {
    const LanguageGuess guess = guess_language(text);
    return guess.certain ? std::string(guess.languages[0].code) : std::string();
  };
  CHECK(first("The bridge was closed in the night, because the water had risen.") == "en");
  CHECK(first("Die Brücke wurde in der Nacht gesperrt, weil das Wasser gestiegen war.") == "de");
  CHECK(first("Мост закрыли ночью, потому что вода поднялась выше отметки.") == "ru");
  CHECK(first("昨夜水位上涨，大桥因此封闭，居民只能绕行。") == "zh");
  CHECK(first("昨夜は水かさが増したため、橋は閉鎖されました。") == "ja");
  CHECK(first("") == "");
  CHECK(first("42 17 x = y; // 0xFF") == "");
}

TEST_CASE("a bad byte ends the sample and nothing else") {
  CHECK(guess_language("Die Brücke wurde in der Nacht gesperrt, weil das Wasser stieg. \xFF\xFE")
            .certain);
  CHECK(guess_language("\xFF").count == 0);
}

TEST_CASE("scripts are read from lead bytes") {
  CHECK(scripts_of("plain", 4) == bit(Script::latin));
  CHECK(scripts_of("café", 4) == bit(Script::latin));
  CHECK(scripts_of("мост", 4) == bit(Script::cyrillic));
  CHECK(scripts_of("橋は", 4) == (bit(Script::han) | bit(Script::kana)));
  CHECK(scripts_of("다리", 4) == bit(Script::hangul));
  CHECK(scripts_of("جسر", 4) == bit(Script::arabic));
  CHECK(scripts_of("a…“”", 4) == 0);
}
