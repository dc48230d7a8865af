#include "text/utf8.h"

#include <random>
#include <string>

#include "catch.h"

using namespace dechaff::text;

namespace {

/// What is_valid() says, one decoded code point at a time.
bool decodes(std::string_view s) {
  for (std::size_t at = 0; at < s.size();) {
    const Decoded d = decode(s, at);
    if (!d.valid()) return false;
    at += d.bytes;
  }
  return true;
}

}  // namespace

TEST_CASE("text is valid when all of it decodes") {
  for (const auto& [bytes, valid] : {std::pair<std::string_view, bool>{"", true},
                                     {"plain", true},
                                     {"é", true},
                                     {"\uFFFD", true},
                                     {"\U0010FFFF", true},
                                     {"\xC3", false},
                                     {"\xA9", false},
                                     {"\xC0\x80", false},
                                     {"\xE0\x9F\xBF", false},
                                     {"\xED\xA0\x80", false},
                                     {"\xF0\x8F\xBF\xBF", false},
                                     {"\xF4\x90\x80\x80", false},
                                     {"\xF8\x88\x80\x80\x80", false},
                                     {"\xFF", false},
                                     {"a\xE4\xB8", false}}) {
    for (const std::size_t before : {0U, 1U, 15U, 16U, 61U, 63U, 64U, 200U}) {
      for (const std::size_t after : {0U, 1U, 64U}) {
        const std::string text =
            std::string(before, 'x') + std::string(bytes) + std::string(after, 'y');
        INFO(bytes << ' ' << before << ' ' << after);
        CHECK(is_valid(text) == valid);
        CHECK(decodes(text) == valid);
      }
    }
  }
}

TEST_CASE("both verdicts on text with a byte changed, cut or put in are the same") {
  std::mt19937 random(7);
  const auto below = [&](std::size_t n) { return random() % n; };
  std::size_t valid = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    for (std::size_t left = below(60); left > 0; --left) {
      constexpr char32_t most[] = {0x7F, 0x7FF, 0xFFFF, 0x10FFFF};
      append(text, static_cast<char32_t>(below(most[below(4)] + 1)));
    }
    if (!text.empty() && below(2) == 0) {
      const std::size_t at = below(text.size());
      if (below(3) == 0) text.erase(at);
      if (at < text.size()) text[at] = static_cast<char>(below(256));
    }
    const bool verdict = is_valid(text);
    valid += verdict ? 1U : 0U;
    REQUIRE(verdict == decodes(text));
  }
  CHECK(valid > 5000);
  CHECK(valid < 15000);
}
