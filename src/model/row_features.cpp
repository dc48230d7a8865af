#include <algorithm>

#include "model/feature_columns.h"
#include "model/fixed_log.h"

namespace dechaff {
namespace model_features {

using model_math::log2_1p;

bool ends_with_stop(const LineStats& stats) {
  return stats.last == CharKind::period || stats.last == CharKind::exclaim;
}

bool reads_on(const LineStats& stats, float words) {
  return words >= 25.0F ||
         (words >= 10.0F && (ends_with_stop(stats) || stats.last == CharKind::colon));
}

namespace {

float number(std::uint32_t value) { return static_cast<float>(value); }
float flag(bool value) { return value ? 1.0F : 0.0F; }
float share(std::uint32_t part, float whole) { return number(part) / whole; }

void write_row(const LineStats& s, float words, float* out) {
  const float points = std::max(number(s.points), 1.0F);
  const float some_words = std::max(number(s.words), 1.0F);
  const float some_letters = std::max(number(s.letters), 1.0F);
  const auto put = [&](float value) { *out++ = value; };
  put(log2_1p(words));
  put(log2_1p(points));
  put(flag(words < 3.0F));
  put(flag(words >= 10.0F));
  put(flag(words >= 20.0F));
  put(share(s.letters - s.ideographs, some_words));
  put(log2_1p(number(s.longest_word)));
  put(flag(s.last == CharKind::period));
  put(flag(s.last == CharKind::exclaim));
  put(flag(s.last == CharKind::colon));
  put(flag(s.last == CharKind::ellipsis));
  put(flag(s.last == CharKind::digit));
  put(flag(s.last == CharKind::comma));
  put(number(s.ends_closed));
  put(flag(s.last == CharKind::symbol));
  put(number(s.commas) / (words + 1.0F));
  put(log2_1p(number(s.commas)));
  put(log2_1p(number(s.inner_ends)));
  put(log2_1p(number(s.inner_capitals)));
  put(flag(words >= 25.0F));
  put(flag(words >= 6.0F && ends_with_stop(s)));
  put(flag(reads_on(s, words)));
  put(share(s.short_words, some_words));
  put(share(s.long_words, some_words));
  put(log2_1p(number(s.questions)));
  put(log2_1p(number(s.quotes)));
  put(share(s.capital_words, some_words));
  put(share(s.upper, some_letters));
  put(share(s.digits, points));
  put(share(s.marks, points));
  put(share(s.letters, points));
  put(share(s.number_words, some_words));
  put(log2_1p(number(s.years)));
  put(log2_1p(number(s.times)));
  put(log2_1p(number(s.urls)));
  put(log2_1p(number(s.currency)));
  put(log2_1p(number(s.separators)));
  put(log2_1p(number(s.copyright)));
  put(share(s.code, points));
  put(log2_1p(number(s.brackets)));
  put(log2_1p(number(s.link_marks)));
  put(number(s.leading_bullet));
  put(number(s.leading_number));
  put(flag(s.leading_hash != 0));
  put(flag(s.first == CharKind::lower));
  put(flag(s.first == CharKind::upper));
  put(flag(s.first == CharKind::digit));
  put(flag(s.first == CharKind::symbol));
  put(share(s.ideographs, points));
  put(flag(s.upper >= 3 && s.upper == s.letters));
}

}  // namespace

void write_own(const PageFeatures& features, const Columns& columns, float* rows) {
  for (std::size_t i = 0; i < columns.count; ++i)
    write_row(features.scan.blocks[i], columns.words[i], rows + i * row_feature_count);
}

}  // namespace model_features

bool compute_features(std::span<const std::string_view> lines, PageFeatures& features,
                      std::size_t most_blocks) {
  using namespace model_features;
  if (!find_blocks(lines, features.blocks, most_blocks)) return false;
  features.scan.clear();
  for (const Block& block : features.blocks)
    scan_block(lines.data() + block.begin, block.end - block.begin, features.scan);

  const std::size_t n = features.blocks.size();
  features.rows.resize(n * row_feature_count);
  features.words.resize(n);
  features.scratch.columns.resize(8 * (n + 1));
  float* const memory = features.scratch.columns.data();
  Columns columns;
  columns.count = n;
  columns.words = memory;
  columns.prose = memory + (n + 1);
  columns.sentence = memory + 2 * (n + 1);
  columns.brief = memory + 3 * (n + 1);
  columns.prose_words = memory + 4 * (n + 1);
  columns.sums = memory + 5 * (n + 1);
  columns.score = memory + 6 * (n + 1);
  columns.cluster = memory + 7 * (n + 1);
  for (std::size_t i = 0; i < n; ++i) {
    const LineStats& stats = features.scan.blocks[i];
    const float words = stats.word_equivalents();
    const bool prose = reads_on(stats, words);
    features.words[i] = words;
    columns.words[i] = words;
    columns.prose[i] = prose ? 1.0F : 0.0F;
    columns.sentence[i] = words >= 6.0F && ends_with_stop(stats) ? 1.0F : 0.0F;
    columns.brief[i] = words < 5.0F ? 1.0F : 0.0F;
    columns.prose_words[i] = prose ? words : 0.0F;
    columns.cluster[i] = 0.0F;
  }
  features.page.fill(0.0F);
  if (n == 0) return true;
  write_own(features, columns, features.rows.data());
  write_repeats(features, columns, features.rows.data());
  write_context(features, columns, features.rows.data());
  return true;
}

}  // namespace dechaff
