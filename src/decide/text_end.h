#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "decide/mode.h"
#include "decide/page_view.h"

namespace dechaff::decide {

/// Where the page's own text ends, and what says so.
struct Cut {
  enum class By : std::uint8_t { none, marker, related, model, snippet };
  std::size_t line;  // the first that goes; the number of lines when none does
  By by = By::none;
  const rules::Rule* rule = nullptr;
};

/// Finds where the page's own text ends: at an end marker, a heading of related pages, titles with
/// snippets that are cut short, or where the line model says so. Keeps its work space from page to
/// page; not thread-safe.
class TextEnd {
 public:
  /// `blocks` is empty where the model was not asked. O(lines + hits); a page's first end markers
  /// may cost O(lines) each.
  Cut find(const PageView& page, const BlockScores& blocks, Mode mode);

 private:
  void weigh();
  void count_pairs();
  double gain_of(std::size_t block, double loss) const;
  bool surely_tail(std::size_t from, std::size_t to) const;
  std::size_t cut_by_model() const;
  bool agreed(std::size_t line) const;
  double worse_by(std::size_t line) const;
  bool ends_text(std::size_t line) const;
  Cut cut_by_rule(std::size_t line);
  Cut cut_without_body(std::size_t line) const;
  Cut with_heading_above(const Cut& cut) const;
  bool pair_at(std::size_t line) const;

  const PageView* page_ = nullptr;  // of the call
  const BlockScores* blocks_ = nullptr;
  Mode mode_ = Mode::balanced;
  std::vector<double> gain_, worse_by_;  // of blocks; empty when the model is not asked
  std::vector<std::uint32_t> pairs_;
  std::size_t refused_ = 0;  // end markers of this page
};

}  // namespace dechaff::decide
