#include "signals/string_table.h"

#include <map>

#include "catch.h"

using dechaff::signals::StringKey;
using dechaff::signals::StringTable;

namespace {

/// Strings that differ late, early, in length alone, by NUL bytes; of 0 to 40 bytes.
std::vector<std::string> strings() {
  std::vector<std::string> out;
  for (std::size_t size = 0; size <= 40; ++size) {
    for (const char last : {'a', 'b', '\0'}) {
      std::string text(size, 'x');
      if (size > 0) text.back() = last;
      out.push_back(text);
      if (size > 0) text.front() = last;
      out.push_back(text);
    }
  }
  for (int i = 0; i < 40000; ++i) out.push_back("word" + std::to_string(i % 30011));
  return out;
}

}  // namespace

TEST_CASE("a table of strings numbers them as a map does") {
  StringTable table;
  std::map<std::string, std::uint32_t> known;
  for (int round = 0; round < 2; ++round) {
    for (const std::string& text : strings()) {
      const auto [at, added] = known.emplace(text, static_cast<std::uint32_t>(known.size() + 1));
      bool fresh = false;
      const std::uint32_t id = table.find(StringKey(text, text.size()), text, fresh).id;
      INFO(text);
      REQUIRE(fresh == added);
      REQUIRE(id == at->second);
      REQUIRE(table.text(id) == text);
    }
  }
  table.clear();
  bool fresh = false;
  CHECK(table.find(StringKey("x", 1), "x", fresh).id == 1);
  CHECK(fresh);
}

TEST_CASE("a key does not depend on what stands behind the string") {
  const std::string long_text = "word and what comes after it in the text";
  for (std::size_t size = 0; size <= 20; ++size) {
    const std::string alone = long_text.substr(0, size);
    const StringKey a(alone, alone.size());
    const StringKey b(std::string_view(long_text).substr(0, size), long_text.size());
    CHECK(a.low == b.low);
    CHECK(a.high == b.high);
    CHECK(a.hash == b.hash);
  }
}
