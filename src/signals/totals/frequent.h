#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace dechaff::stats {

/// Counts lines in bounded memory: what comes often is found for sure. When `capacity` distinct
/// lines are counted, the median count is taken off all, and what is left with nothing goes (Misra
/// & Gries 1982; Anderson et al. 2017, arxiv.org/abs/1705.07001). A count is too small by at most
/// error(). The same lines in the same order give the same counts.
class Frequent {
 public:
  explicit Frequent(std::size_t capacity) : capacity_(capacity) {}

  /// `hash` stands for the line; `text`, cut short, is kept for the report. O(1) on average.
  void add(std::uint64_t hash, std::string_view text);

  struct Line {
    std::string text;
    std::uint64_t count;
  };
  /// The `most` commonest of those that came at least twice, by count, then by text.
  std::vector<Line> top(std::size_t most) const;
  std::uint64_t error() const { return error_; }

 private:
  void thin();

  std::size_t capacity_;
  std::uint64_t error_ = 0;
  std::unordered_map<std::uint64_t, Line> lines_;
};

}  // namespace dechaff::stats
