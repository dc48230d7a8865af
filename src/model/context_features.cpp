#include <algorithm>
#include <array>

#include "model/feature_columns.h"
#include "model/fixed_log.h"

namespace dechaff::model_features {
namespace {

using model_math::log2_1p;

constexpr float far_away = 60.0F;  // distances are clipped here
constexpr std::size_t place_column = 56;
constexpr std::size_t window_column = 69;
constexpr std::size_t segment_column = 89;
constexpr std::size_t longest_column = 101;
constexpr std::size_t cluster_column = 104;

float number(std::size_t value) { return static_cast<float>(value); }

float distance(std::size_t from, std::size_t to) {
  return from < to ? std::min(number(to - from), far_away) : 0.0F;
}

/// Sums over the last and next `radius` blocks, from running sums. All summands are halves of
/// integers, so single precision is exact for any page under eight million words.
class WindowSum {
 public:
  WindowSum(const float* values, std::size_t count, float* sums) : count_(count), sums_(sums) {
    sums_[0] = 0.0F;
    for (std::size_t i = 0; i < count; ++i) sums_[i + 1] = sums_[i] + values[i];
  }
  float around(std::size_t i, std::size_t radius) const {
    const std::size_t low = i > radius ? i - radius : 0;
    const std::size_t high = std::min(count_, i + radius + 1);
    return sums_[high] - sums_[low];
  }

 private:
  std::size_t count_;
  float* sums_;
};

void write_windows(const Columns& c, float* rows) {
  constexpr std::size_t radii[4] = {3, 6, 12, 25};
  const auto each = [&](const float* values, auto&& write) {
    const WindowSum sum(values, c.count, c.sums);
    for (std::size_t i = 0; i < c.count; ++i)
      for (std::size_t r = 0; r < 4; ++r)
        write(rows + i * row_feature_count, r, sum.around(i, radii[r]));
  };
  const auto width = [&](std::size_t r) { return number(2 * radii[r] + 1); };
  each(c.prose,
       [&](float* row, std::size_t r, float v) { row[window_column + r * 4] = v / width(r); });
  each(c.brief,
       [&](float* row, std::size_t r, float v) { row[window_column + r * 4 + 1] = v / width(r); });
  float densest[4] = {};
  each(c.prose_words, [&](float* row, std::size_t r, float v) {
    row[window_column + r * 4 + 2] = v;
    densest[r] = std::max(densest[r], v);
  });
  each(c.words, [&](float* row, std::size_t r, float v) {
    float& prose = row[window_column + r * 4 + 2];
    row[window_column + r * 4 + 3] = log2_1p(v);
    row[window_column + 16 + r] = densest[r] > 0.0F ? prose / densest[r] : 0.0F;
    prose = log2_1p(prose);
  });
}

/// Length quantiles from a histogram of half words, cut at 255 words.
class Lengths {
 public:
  explicit Lengths(const Columns& c) {
    for (std::size_t i = 0; i < c.count; ++i) {
      ++histogram_[bucket(c.words[i])];
      longest_ = std::max(longest_, c.words[i]);
      if (c.prose[i] != 0.0F) {
        ++prose_[bucket(c.words[i])];
        ++prose_count_;
      }
    }
    std::uint32_t below = 0;
    for (std::size_t b = 0; b < bucket_count; ++b) {
      below_[b] = below;
      below += histogram_[b];
    }
    count_ = below;
  }
  float quantile(std::uint32_t percent) const { return find(histogram_, count_, percent); }
  float median_prose() const { return prose_count_ == 0 ? 0.0F : find(prose_, prose_count_, 50); }
  float longest() const { return longest_; }
  /// Share of blocks that are shorter.
  float rank(float words) const { return number(below_[bucket(words)]) / number(count_); }

 private:
  static constexpr std::size_t bucket_count = 512;
  static std::size_t bucket(float words) {
    return std::min(static_cast<std::size_t>(words * 2.0F), bucket_count - 1);
  }
  static float find(const std::array<std::uint32_t, bucket_count>& histogram, std::uint32_t count,
                    std::uint32_t percent) {
    std::uint32_t left = (count - 1) * percent / 100;
    std::size_t b = 0;
    while (left >= histogram[b]) left -= histogram[b++];
    return number(b) * 0.5F;
  }
  std::array<std::uint32_t, bucket_count> histogram_{};
  std::array<std::uint32_t, bucket_count> prose_{};
  std::array<std::uint32_t, bucket_count> below_{};
  std::uint32_t count_ = 0;
  std::uint32_t prose_count_ = 0;
  float longest_ = 0.0F;
};

struct Segment {
  std::size_t begin = 0;
  std::size_t end = 0;  // one past the last block
  float sum = 0.0F;
};

/// The contiguous run with the greatest sum (Kadane's algorithm), the first one on a tie.
Segment best_segment(const float* score, std::size_t begin, std::size_t end) {
  Segment best{begin, begin, 0.0F};
  float sum = 0.0F;
  std::size_t from = begin;
  for (std::size_t i = begin; i < end; ++i) {
    if (sum <= 0.0F) {
      sum = 0.0F;
      from = i;
    }
    sum += score[i];
    if (sum > best.sum) best = {from, i + 1, sum};
  }
  return best;
}

void write_segment(const Segment& s, std::size_t n, std::size_t column, float* rows) {
  for (std::size_t i = 0; i < n; ++i) {
    float* const row = rows + i * row_feature_count + column;
    row[0] = i >= s.begin && i < s.end ? 1.0F : 0.0F;
    row[1] = log2_1p(distance(i, s.begin));
    row[2] = s.end == 0 ? log2_1p(far_away) : log2_1p(distance(s.end - 1, i));
  }
}

void write_segments(PageFeatures& features, const Columns& c, float all_prose, float all_words,
                    float* rows) {
  constexpr float gaps[4] = {2.0F, 4.0F, 10.0F, 25.0F};
  const std::size_t n = c.count;
  for (std::size_t g = 0; g < 4; ++g) {
    for (std::size_t i = 0; i < n; ++i) c.score[i] = c.prose[i] != 0.0F ? c.words[i] : -gaps[g];
    const Segment best = best_segment(c.score, 0, n);
    write_segment(best, n, segment_column + g * 3, rows);
    const float second =
        std::max(best_segment(c.score, 0, best.begin).sum, best_segment(c.score, best.end, n).sum);
    float words = 0.0F;
    for (std::size_t i = best.begin; i < best.end; ++i) words += c.words[i];
    float* const page = features.page.data() + 22 + g * 4;
    page[0] = all_prose > 0.0F ? best.sum / all_prose : 0.0F;
    page[1] = best.sum > 0.0F ? second / best.sum : 0.0F;
    page[2] = log2_1p(number(best.end - best.begin));
    page[3] = log2_1p(words / number(std::max<std::size_t>(best.end - best.begin, 1)));
  }
  for (std::size_t i = 0; i < n; ++i) c.score[i] = std::min(c.words[i], 60.0F) - 8.0F;
  const Segment longest = best_segment(c.score, 0, n);
  write_segment(longest, n, longest_column, rows);
  float words = 0.0F;
  for (std::size_t i = longest.begin; i < longest.end; ++i) words += c.words[i];
  features.page[38] = words / std::max(all_words, 1.0F);
}

/// Clusters of prose and sentence lines with at most four other lines between them.
void write_clusters(PageFeatures& features, const Columns& c, float all_prose, float all_words,
                    float* rows) {
  constexpr std::size_t most_gap = 4;
  const std::size_t n = c.count;
  const auto good = [&](std::size_t i) { return c.prose[i] != 0.0F || c.sentence[i] != 0.0F; };
  Segment biggest;
  float before_biggest = 0.0F;
  float total = 0.0F;
  std::size_t clusters = 0;
  for (std::size_t i = 0; i < n;) {
    if (!good(i)) {
      ++i;
      continue;
    }
    std::size_t last = i;
    float words = 0.0F;
    for (std::size_t k = i; k < n && k <= last + most_gap; ++k)
      if (good(k)) last = k;
    for (std::size_t k = i; k <= last; ++k) words += c.words[k];
    for (std::size_t k = i; k <= last; ++k) c.cluster[k] = words;
    ++clusters;
    if (words > biggest.sum) {
      biggest = {i, last + 1, words};
      before_biggest = total;
    }
    total += words;
    i = last + 1;
  }
  for (std::size_t i = 0; i < n; ++i) {
    float* const row = rows + i * row_feature_count + cluster_column;
    row[0] = all_prose > 0.0F ? std::min(c.cluster[i] / all_prose, 2.0F) : 0.0F;
    row[1] = biggest.sum > 0.0F ? c.cluster[i] / biggest.sum : 0.0F;
    row[2] = i >= biggest.begin && i < biggest.end ? 1.0F : 0.0F;
    row[3] = log2_1p(distance(i, biggest.begin));
    row[4] = biggest.end == 0 ? log2_1p(far_away) : log2_1p(distance(biggest.end - 1, i));
    row[5] = log2_1p(c.cluster[i]);
  }
  const float some = std::max(all_words, 1.0F);
  features.page[39] = log2_1p(number(clusters));
  features.page[40] = biggest.sum / some;
  features.page[41] = before_biggest / some;
  features.page[42] = (total - before_biggest - biggest.sum) / some;
}

void write_places(const Columns& c, const Lengths& lengths, float all_prose, float all_words,
                  float* rows) {
  const std::size_t n = c.count;
  const float ninth = log2_1p(lengths.quantile(90));
  const float prose_length = log2_1p(lengths.median_prose());
  const float longest = std::max(lengths.longest(), 1.0F);
  float words = 0.0F;
  float prose = 0.0F;
  float since = far_away;
  for (std::size_t i = 0; i < n; ++i) {
    float* const row = rows + i * row_feature_count + place_column;
    since = c.prose[i] != 0.0F ? 0.0F : std::min(since + 1.0F, far_away);
    prose += c.prose_words[i];
    row[0] = log2_1p(number(i));
    row[1] = log2_1p(number(n - 1 - i));
    row[2] = n > 1 ? number(i) / number(n - 1) : 0.0F;
    row[3] = words / std::max(all_words, 1.0F);
    row[4] = log2_1p(prose);
    row[5] = log2_1p(all_prose - prose);
    row[6] = all_prose > 0.0F ? prose / all_prose : 0.0F;
    row[7] = log2_1p(since);
    const float length = log2_1p(c.words[i]);
    row[9] = length - ninth;
    row[10] = c.words[i] / longest;
    row[11] = length - prose_length;
    row[12] = lengths.rank(c.words[i]);
    words += c.words[i];
  }
  float until = far_away;
  for (std::size_t i = n; i-- > 0;) {
    until = c.prose[i] != 0.0F ? 0.0F : std::min(until + 1.0F, far_away);
    rows[i * row_feature_count + place_column + 8] = log2_1p(until);
  }
}

struct Totals {
  float words = 0.0F;
  float prose_words = 0.0F;
  float prose = 0.0F;
  float ends = 0.0F;
  float end_words = 0.0F;
  float brief = 0.0F;
};

Totals write_page(PageFeatures& features, const Columns& c, const Lengths& lengths) {
  Totals t;
  LineStats all;
  std::size_t lines = 0;
  for (std::size_t i = 0; i < c.count; ++i) {
    const LineStats& s = features.scan.blocks[i];
    t.words += c.words[i];
    t.prose_words += c.prose_words[i];
    t.prose += c.prose[i];
    t.brief += c.brief[i];
    if (ends_with_stop(s)) {
      t.ends += 1.0F;
      t.end_words += c.words[i];
    }
    all.points += s.points;
    all.commas += s.commas;
    all.ideographs += s.ideographs;
    all.leading_bullet += s.leading_bullet;
    all.link_marks += s.link_marks;
    all.capital_words += s.capital_words;
    all.words += s.words;
    all.digits += s.digits;
    all.currency += s.currency;
    lines += features.blocks[i].end - features.blocks[i].begin;
  }
  const float n = number(c.count);
  const float words = std::max(t.words, 1.0F);
  const float points = std::max(number(all.points), 1.0F);
  float* out = features.page.data();
  out[0] = log2_1p(n);
  out[1] = log2_1p(t.words);
  out[2] = t.prose_words / words;
  out[3] = log2_1p(t.prose);
  out[4] = t.prose / n;
  out[5] = t.ends / n;
  out[6] = t.end_words / words;
  out[7] = log2_1p(lengths.quantile(25));
  out[8] = log2_1p(lengths.quantile(50));
  out[9] = log2_1p(lengths.quantile(75));
  out[10] = log2_1p(lengths.quantile(90));
  out[11] = log2_1p(lengths.longest());
  out[12] = log2_1p(lengths.median_prose());
  out[13] = number(all.commas) / words;
  out[14] = number(all.ideographs) / points;
  out[16] = number(all.leading_bullet) / n;
  out[17] = log2_1p(number(all.link_marks));
  out[18] = number(all.capital_words) / std::max(number(all.words), 1.0F);
  out[19] = number(all.digits) / points;
  out[20] = t.brief / n;
  out[21] = lines > c.count ? 1.0F : 0.0F;
  out[43] = log2_1p(number(all.currency));
  return t;
}

}  // namespace

void write_context(PageFeatures& features, const Columns& columns, float* rows) {
  const Lengths lengths(columns);
  const Totals totals = write_page(features, columns, lengths);
  write_places(columns, lengths, totals.prose_words, totals.words, rows);
  write_windows(columns, rows);
  write_segments(features, columns, totals.prose_words, totals.words, rows);
  write_clusters(features, columns, totals.prose_words, totals.words, rows);
}

}  // namespace dechaff::model_features
