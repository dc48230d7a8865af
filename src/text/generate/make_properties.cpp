// Writes ../properties_table.cpp from ICU's data:
//   g++ -std=c++20 -I ../.. make_properties.cpp -licuuc -o make && ./make > ../properties_table.cpp
// The table is kept in the tree so that results do not depend on the ICU a machine has; the unit
// test properties_test.cpp compares it with the installed ICU.

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "text/generate/property_rules.h"

namespace {

using namespace dechaff::text;

constexpr int block_size = 128;
constexpr int min_uses_of_delta = 10;
constexpr std::size_t numbers_per_line = 32;

using Row = std::tuple<int, int, int, int, int, int>;

Row row_of(const Properties& p) {
  return {static_cast<int>(p.category),
          static_cast<int>(p.script),
          static_cast<int>(p.word),
          static_cast<int>(p.sentence),
          p.fold,
          p.flags};
}

template <class Values>
void print_numbers(const Values& values) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    std::printf("%d,%s", static_cast<int>(values[i]),
                i % numbers_per_line == numbers_per_line - 1 ? "\n" : "");
  }
  std::printf("\n");
}

// The deltas that pay: those of many code points of the basic plane; index 0 is kept for "ask ICU",
// 1 for "unchanged".
std::vector<int> frequent_deltas() {
  std::map<int, int> uses;
  for (UChar32 c = 0; c < 0x10000; ++c) {
    int delta = 0;
    if (generate::simple_fold(c, delta) && delta != 0) ++uses[delta];
  }
  std::vector<int> deltas = {0, 0};
  for (const auto& [delta, count] : uses) {
    if (count >= min_uses_of_delta || delta == 0x20 - 0xA0) deltas.push_back(delta);
  }
  return deltas;
}

std::uint8_t fold_index(UChar32 c, const std::vector<int>& deltas) {
  int delta = 0;
  if (!generate::simple_fold(c, delta)) return 0;
  const auto found = std::find(deltas.begin() + 1, deltas.end(), delta);
  return found == deltas.end() ? 0 : static_cast<std::uint8_t>(found - deltas.begin());
}

}  // namespace

int main() {
  const std::vector<int> deltas = frequent_deltas();
  std::map<Row, int> row_numbers;
  std::vector<Row> rows;
  std::map<std::vector<int>, int> block_numbers;
  std::vector<int> blocks;
  std::vector<int> cells;
  for (UChar32 first = 0; first < 0x110000; first += block_size) {
    std::vector<int> block;
    for (UChar32 c = first; c < first + block_size; ++c) {
      Properties p = generate::properties_from_icu(c);
      p.fold = fold_index(c, deltas);
      const auto [it, fresh] = row_numbers.try_emplace(row_of(p), static_cast<int>(rows.size()));
      if (fresh) rows.push_back(row_of(p));
      block.push_back(it->second);
    }
    const auto [it, fresh] = block_numbers.try_emplace(block, static_cast<int>(cells.size()) / 128);
    if (fresh) cells.insert(cells.end(), block.begin(), block.end());
    blocks.push_back(it->second);
  }
  if (rows.size() > 0xFFFF) {
    std::fprintf(stderr, "%zu rows do not fit two bytes\n", rows.size());
    return 1;
  }
  std::printf("// Written by generate/make_properties.cpp. Do not edit.\n// clang-format off\n");
  std::printf("#include \"text/properties.h\"\n\nnamespace dechaff::text::tables {\n\n");
  std::printf("const char* const unicode_version = \"%s\";\n\n", U_UNICODE_VERSION);
  std::printf("const std::array<std::uint16_t, 0x110000 / 128> block_of = {\n");
  print_numbers(blocks);
  std::printf("};\n\nconst std::uint16_t row_of[] = {\n");
  print_numbers(cells);
  std::printf("};\n\nconst std::int32_t fold_deltas[] = {\n");
  print_numbers(deltas);
  std::printf("};\n\nconst Properties rows[] = {\n");
  for (const Row& row : rows) {
    const auto [category, script, word, sentence, fold, flags] = row;
    std::printf("{Category{%d},Script{%d},WordKind{%d},SentenceKind{%d},%d,%d},\n", category,
                script, word, sentence, fold, flags);
  }
  std::printf("};\n\n}  // namespace dechaff::text::tables\n");
}
