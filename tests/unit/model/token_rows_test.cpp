#include "model/token_rows.h"

#include <random>
#include <unordered_map>

#include "catch.h"

using dechaff::model::TokenRows;

TEST_CASE("every token has its row, and every other none") {
  for (const std::size_t size : {0U, 1U, 20000U, 50000U, 200000U}) {
    std::mt19937 random(static_cast<std::uint32_t>(size));
    std::unordered_map<std::uint32_t, std::uint16_t> wanted;
    while (wanted.size() < size)
      wanted.emplace(static_cast<std::uint32_t>(random()),
                     static_cast<std::uint16_t>(random() % TokenRows::most_rows));
    std::vector<std::uint32_t> tokens;
    std::vector<std::uint16_t> row_of;
    for (const auto& [token, row] : wanted) {
      tokens.push_back(token);
      row_of.push_back(row);
    }
    const TokenRows rows(tokens, row_of);
    std::size_t wrong = 0;
    for (const auto& [token, row] : wanted) {
      wrong += rows.find(token) != row + 1U ? 1 : 0;
      for (int bit = 0; bit < 32;
           ++bit) {  // tokens that differ from a known one as little as can be
        const std::uint32_t other = token ^ 1U << bit;
        const auto known = wanted.find(other);
        wrong += rows.find(other) != (known == wanted.end() ? 0 : known->second + 1U) ? 1 : 0;
      }
    }
    for (int i = 0; i < 1000000; ++i) {
      const auto token = static_cast<std::uint32_t>(random());
      const auto known = wanted.find(token);
      wrong += rows.find(token) != (known == wanted.end() ? 0 : known->second + 1U) ? 1 : 0;
    }
    CHECK(wrong == 0);
    std::vector<std::uint32_t> asked, found(10000 + TokenRows::tokens_ahead), expected;
    for (std::size_t i = 0; i < 10000; ++i) {
      const bool known = size > 0 && i % 3 != 0;
      asked.push_back(known ? tokens[random() % size] : static_cast<std::uint32_t>(random()));
      if (rows.find(asked.back()) != 0) expected.push_back(rows.find(asked.back()));
    }
    found.resize(rows.may_know(asked.data(), asked.size(), found.data()) + TokenRows::tokens_ahead);
    found.resize(rows.find_known(found.data(), found.size() - TokenRows::tokens_ahead));
    CHECK(found == expected);
  }
}
