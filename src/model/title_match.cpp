#include "model/title_match.h"

#include <algorithm>
#include <array>
#include <bit>

#include "model/characters.h"
#include "model/word_scan.h"

namespace dechaff::model_features {
namespace {

constexpr std::size_t most_bytes = 400;  // of a block that may be a title
constexpr std::size_t most_words = 64;
constexpr float least_match = 0.4F;

/// Hashes of the text's first most_words words.
struct Words {
  std::array<std::uint32_t, most_words> hash;
  std::size_t count = 0;

  void add(std::string_view text) {
    using namespace model_text;
    const auto* p = reinterpret_cast<const unsigned char*>(text.data());
    const auto* const end = p + text.size();
    while (p < end && count < most_words) {
      const Word word = any_word(p, end);
      if (word.points > 0) {
        hash[count++] = word.hash;
        p = word.end;
        continue;
      }
      const Decoded d = decode(p, end);
      if (classify(d.point) == PointClass::ideograph) hash[count++] = mix(d.point);
      p += d.length;
    }
  }
};

/// The distinct words of one title.
struct Title {
  Words words;

  explicit Title(std::string_view text) {
    words.add(text);
    const auto begin = words.hash.begin();
    const auto end = begin + static_cast<std::ptrdiff_t>(words.count);
    std::sort(begin, end);
    words.count = static_cast<std::size_t>(std::unique(begin, end) - begin);
  }

  /// Returns how well they agree, 0…1, and raises `match` to it.
  float compare(const Words& block, TitleMatch& match) const {
    if (words.count == 0 || block.count == 0) return 0.0F;
    std::uint64_t found = 0;
    std::size_t hits = 0;
    const auto end = words.hash.begin() + static_cast<std::ptrdiff_t>(words.count);
    for (std::size_t i = 0; i < block.count; ++i) {
      const auto at = std::lower_bound(words.hash.begin(), end, block.hash[i]);
      if (at == end || *at != block.hash[i]) continue;
      found |= std::uint64_t{1} << (at - words.hash.begin());
      ++hits;
    }
    const auto distinct = static_cast<std::size_t>(std::popcount(found));
    const float of_block = static_cast<float>(hits) / static_cast<float>(block.count);
    const float of_title = static_cast<float>(distinct) / static_cast<float>(words.count);
    match.of_block = std::max(match.of_block, of_block);
    match.of_title = std::max(match.of_title, of_title);
    match.whole = match.whole || (hits == block.count && distinct == words.count);
    return hits == 0 ? 0.0F : 2.0F * of_block * of_title / (of_block + of_title);
  }
};

}  // namespace

void match_titles(const evidence::PageFacts& facts, std::span<const std::string_view> lines,
                  std::span<const Block> blocks, std::vector<TitleMatch>& out) {
  out.clear();
  const Title titles[] = {Title(facts.title), Title(facts.og_title)};
  if (titles[0].words.count == 0 && titles[1].words.count == 0) return;
  std::vector<float> agree;
  float most = least_match;
  for (const Block& block : blocks) {
    TitleMatch match;
    float mine = 0.0F;
    std::size_t bytes = 0;
    for (std::uint32_t i = block.begin; i < block.end; ++i) bytes += lines[i].size();
    if (bytes <= most_bytes) {
      Words words;
      for (std::uint32_t i = block.begin; i < block.end; ++i) words.add(lines[i]);
      for (const Title& title : titles) mine = std::max(mine, title.compare(words, match));
    }
    agree.push_back(mine);
    most = std::max(most, mine);
    out.push_back(match);
  }
  for (std::size_t b = 0; b < out.size(); ++b) out[b].best = agree[b] >= most;
}

}  // namespace dechaff::model_features
