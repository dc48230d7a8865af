#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/document.h"
#include "learn/line_sketch.h"
#include "learn/page_lines.h"

namespace dechaff::learn {

struct LearnOptions {
  std::size_t min_pages = 8;       // a site with fewer is left alone
  double min_share = 0.3;          // of its pages that hold a line
  std::size_t most_lines = 4096;   // counters a site in the first pass, twice that at most
  std::size_t most_pages = 10000;  // a site is learned from its first pages
  std::size_t memory = std::size_t{1} << 30;  // bytes for counters; then sites with few pages go
};

/// A line that stands on many pages of a site.
struct LearnedLine {
  std::string text;         // as it stood on `example`, trimmed
  Zones zones;              // where it stood on a fifth of its pages or more
  bool above_text = false;  // it often stands close above the page's own prose
  std::size_t pages = 0;    // that hold it
  std::string example;      // id of the first of them
};

struct LearnedSite {
  std::size_t pages = 0;           // that differ
  std::vector<LearnedLine> lines;  // the most frequent first
};

using LearnedSites = std::map<std::string, LearnedSite>;

/// Finds the lines that repeat across the pages of each site, in two passes over the same pages in
/// the same order. The first counts folded lines in bounded memory, the second counts those that
/// may be frequent exactly and looks at where they stand. Not thread-safe; reading the lines of a
/// page (read_lines) is the costly part and may happen elsewhere.
///
/// A line is learned when it stands on `min_share` of at least `min_pages` pages of the site and
///   - pages that are the same but for such lines count once (two minima of their lines' hashes,
///     A. Broder, "On the resemblance and containment of documents", 1997);
///   - it has a letter, or stands mostly beside the same line;
///   - a sentence stands mostly beside the same line, above or below;
///   - a line inside the page's own prose does, too: else it may be a heading ("Ingredients").
class Learner {
 public:
  explicit Learner(LearnOptions options) : options_(options) {}

  void first_pass(const std::string& host, const std::vector<PageLine>& lines);
  /// Between the passes: chooses what is counted exactly.
  void choose();
  /// `lines` is changed: `common` and `zone` are set.
  void second_pass(const std::string& host, const Document& page, std::vector<PageLine>& lines);
  LearnedSites finish();

  /// Pages of sites that were forgotten for want of memory.
  std::size_t forgotten_pages() const { return forgotten_pages_; }

 private:
  /// What stands beside a line, and how often; the first few that come.
  struct Neighbours {
    std::vector<std::pair<std::uint64_t, std::uint32_t>> counts;
    void add(std::uint64_t key);
    std::uint32_t most() const;
  };
  struct Evidence {
    LearnedLine line;
    bool prose = false, bare = false;
    std::uint32_t at[3] = {0, 0, 0};  // head, body, tail
    std::uint32_t above_text = 0;
    Neighbours above, below;
  };
  struct Site {
    explicit Site(std::size_t most_lines) : sketch(most_lines) {}
    LineSketch sketch;
    std::size_t pages = 0, read = 0;         // counted in the first pass, in the second
    std::unordered_set<std::uint64_t> seen;  // marks of pages in the second pass
    std::unordered_map<std::uint64_t, Evidence> candidates;
    std::size_t different = 0;
  };

  void forget_small_sites();
  bool worth_learning(const Evidence& evidence, std::size_t pages) const;

  LearnOptions options_;
  std::unordered_map<std::string, Site> sites_;
  std::size_t memory_ = 0, forgotten_pages_ = 0;
};

}  // namespace dechaff::learn
