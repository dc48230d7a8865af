#include "filters/pages/furniture.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include "decide/prose.h"
#include "filters/pages/counters.h"
#include "filters/pages/page_edges.h"
#include "filters/pages/page_lines.h"
#include "text/classes.h"
#include "text/utf8.h"

namespace dechaff::pages {
namespace {

constexpr std::size_t least_count = 3;      // numbers in a row
constexpr std::size_t least_page = 6;       // lines from one number to the next
constexpr std::size_t most_counts = 24;     // sequences of numbers that are looked at
constexpr std::size_t beside = 3;           // lines with text on either side of a number
constexpr double middle_share = 0.25;       // of breaks inside a sentence
constexpr std::uint32_t long_line = 6;      // words of a line of text
constexpr double long_share = 0.5;          // of the lines between the numbers
constexpr std::size_t least_words = 40;     // from one number to the next
constexpr double companion_share = 0.6;     // of breaks with a line that repeats
constexpr double regular_share = 0.6;       // of distances that are like the middle one
constexpr double like_the_middle = 0.2;     // how far such a distance may be off
constexpr std::size_t least_distance = 20;  // lines, of numbers that have nothing else for them
constexpr std::size_t long_count = 5;       // numbers that need no lines beside them
constexpr std::size_t near_by = 3;          // numbers between lines that say the same
constexpr std::size_t few_numbers = 5;      // beside which one other line of the same is enough
constexpr std::size_t columns = 3;          // gaps of spaces that make a row of a table

bool has_text(const LineTable& lines, std::size_t i) { return lines.kept(i) && lines.chars[i] > 0; }

bool is_row(std::string_view line) {
  std::size_t gaps = 0;
  for (std::size_t at = line.find("  "); at != std::string_view::npos; at = line.find("  ", at)) {
    ++gaps;
    while (at < line.size() && line[at] == ' ') ++at;
  }
  return gaps >= columns;
}

/// Whether a small letter begins the line.
bool goes_on(std::string_view line) {
  line = trim(line);
  return !line.empty() && text::is_lower(text::decode(line, 0).c);
}

/// One sequence of numbers and what is beside each.
class Count {
 public:
  Count(const LineTable& lines, std::vector<Counter> counters)
      : lines_(lines), counters_(std::move(counters)) {
    for (std::size_t k = 0; k < counters_.size(); ++k) gather(k);
    for (std::size_t k = 0; k < counters_.size(); ++k) find_block(k);
  }

  bool certain() const {
    if (!between_prose() || beside_numbers()) return false;
    const EdgeNumber& number = counters_.front().number;
    const std::size_t n = counters_.size();
    std::size_t middles = 0, companions = 0;
    for (const Block& block : blocks_) {
      middles += breaks_sentence(block) ? 1U : 0U;
      companions += block.others > 0 ? 1U : 0U;
    }
    // A line with a number in it that says the same otherwise is such a line itself.
    const bool beside_them = !number.bare || double(companions) >= companion_share * double(n);
    const std::size_t distance = middle_distance();
    const bool regular = is_regular(distance);
    if (!number.bare && !same_shape()) return false;
    if (number.total >= counters_.back().number.value && regular) return true;
    if (double(middles) >= middle_share * double(n) && (beside_them || middles > 1)) return true;
    const std::string_view line = trim(lines_.text[counters_.front().line]);
    const bool labelled = line.find(' ') != std::string_view::npos && number.bare &&
                          line.front() != '-' && (line.front() < '0' || line.front() > '9');
    if (labelled || !number.bare) return regular && beside_them && distance >= least_distance;
    return regular && (beside_them || (n >= long_count && distance >= least_distance));
  }

  void mark(std::vector<Furniture>& out) const {
    for (std::size_t k = 0; k < blocks_.size(); ++k) {
      for (std::size_t i = blocks_[k].begin; i < blocks_[k].end; ++i) {
        if (has_text(lines_, i)) out[i] = Furniture::running;
      }
      if (counters_[k].number.bare) out[counters_[k].line] = Furniture::number;
    }
  }

 private:
  struct Place {
    std::size_t counter, line;
  };
  struct Block {
    std::size_t begin, end;  // lines
    std::size_t others = 0;  // with text, beside the counter
  };

  /// The shapes of the lines beside a number.
  void gather(std::size_t k) {
    for (const bool up : {true, false}) {
      std::size_t i = counters_[k].line;
      for (std::size_t seen = 0; seen < beside;) {
        if (up ? i == 0 : i + 1 == lines_.size()) break;
        i = up ? i - 1 : i + 1;
        if (!has_text(lines_, i)) continue;
        ++seen;
        shapes_[key_of(i, up)].push_back({k, i});
      }
    }
  }

  /// What makes lines beside numbers the same: their shape, and the side.
  std::string key_of(std::size_t i, bool up) const {
    return (up ? '<' : '>') + shape_of(trim(lines_.text[i]));
  }

  /// Whether other lines that say the same stand beside numbers near by, enough of them.
  bool repeats(std::size_t i, std::size_t k, bool up) const {
    const auto at = shapes_.find(key_of(i, up));
    if (at == shapes_.end()) return false;
    const std::size_t n = counters_.size();
    std::size_t others = 0, last = SIZE_MAX;
    bool near = false;
    for (const Place& place : at->second) {
      if (place.line == i || place.line == last) continue;
      last = place.line;
      ++others;
      near = near || (place.counter > k ? place.counter - k : k - place.counter) <= near_by;
    }
    const std::size_t least = is_row(trim(lines_.text[i])) ? n * 6 / 10
                              : n < few_numbers            ? 1
                                                           : std::max<std::size_t>(2, n / 4);
    return near && others >= least;
  }

  void find_block(std::size_t k) {
    Block block{counters_[k].line, counters_[k].line + 1};
    for (std::size_t i = block.begin, seen = 0; i > 0 && seen < beside; --i) {
      if (!has_text(lines_, i - 1)) continue;
      if (!repeats(i - 1, k, true)) break;
      ++seen;
      ++block.others;
      block.begin = i - 1;
    }
    for (std::size_t i = block.end, seen = 0; i < lines_.size() && seen < beside; ++i) {
      if (!has_text(lines_, i)) continue;
      if (!repeats(i, k, false)) break;
      ++seen;
      ++block.others;
      block.end = i + 1;
    }
    blocks_.push_back(block);
  }

  /// Whether other bare numbers are beside them: a table, or a pager.
  bool beside_numbers() const {
    std::size_t numbers = 0;
    for (std::size_t k = 0; k < blocks_.size(); ++k) {
      for (std::size_t i = blocks_[k].begin; i < blocks_[k].end; ++i) {
        if (i == counters_[k].line || !has_text(lines_, i)) continue;
        const auto number = edge_number(trim(lines_.text[i]));
        numbers += number && number->bare ? 1U : 0U;
      }
    }
    return numbers * 2 >= blocks_.size();
  }

  /// Whether most lines between the numbers are text: lists and tables count, too.
  bool between_prose() const {
    std::size_t with_text = 0, long_lines = 0, words = 0;
    for (std::size_t k = 0; k + 1 < blocks_.size(); ++k) {
      for (std::size_t i = blocks_[k].end; i < blocks_[k + 1].begin; ++i) {
        if (!has_text(lines_, i)) continue;
        ++with_text;
        words += lines_.words[i];
        long_lines += lines_.words[i] >= long_line ? 1U : 0U;
      }
    }
    return double(long_lines) >= long_share * double(with_text) &&
           words >= least_words * (blocks_.size() - 1);
  }

  bool breaks_sentence(const Block& block) const {
    std::size_t above = block.begin, below = block.end;
    while (above > 0 && !has_text(lines_, above - 1)) --above;
    while (below < lines_.size() && !has_text(lines_, below)) ++below;
    return above > 0 && below < lines_.size() && !decide::ends_sentence(lines_.text[above - 1]) &&
           goes_on(lines_.text[below]);
  }

  /// Whether lines with more than a number say the same, at least every second one.
  bool same_shape() const {
    std::map<std::string, std::size_t> shapes;
    for (const Counter& c : counters_) ++shapes[shape_of(trim(lines_.text[c.line]))];
    std::size_t repeated = 0;
    for (const auto& [shape, count] : shapes) repeated += count > 1 ? count : 0;
    return double(repeated) >= companion_share * double(counters_.size());
  }

  std::size_t middle_distance() const {
    std::vector<std::size_t> gaps;
    for (std::size_t k = 1; k < counters_.size(); ++k)
      gaps.push_back(counters_[k].line - counters_[k - 1].line);
    std::nth_element(gaps.begin(), gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 2),
                     gaps.end());
    return gaps[gaps.size() / 2];
  }

  bool is_regular(std::size_t middle) const {
    std::size_t like = 0;
    for (std::size_t k = 1; k < counters_.size(); ++k) {
      const double off = double(counters_[k].line - counters_[k - 1].line) - double(middle);
      like += std::fabs(off) <= like_the_middle * double(middle) + 1 ? 1U : 0U;
    }
    return double(like) >= regular_share * double(counters_.size() - 1);
  }

  const LineTable& lines_;
  std::vector<Counter> counters_;
  std::vector<Block> blocks_;
  std::map<std::string, std::vector<Place>> shapes_;
};

}  // namespace

bool find_furniture(const LineTable& lines, std::vector<Furniture>& out) {
  out.assign(lines.size(), Furniture::none);
  bool any = find_at_form_feeds(lines, out);
  std::vector<Counter> counters = counters_of(lines);
  counters.erase(std::remove_if(counters.begin(), counters.end(),
                                [&](const Counter& c) { return out[c.line] != Furniture::none; }),
                 counters.end());
  for (std::size_t tried = 0; tried < most_counts; ++tried) {
    const std::vector<Counter> found = longest_count(counters, least_page, least_count);
    if (found.empty()) break;
    const Count count(lines, found);
    if (count.certain()) {
      count.mark(out);
      any = true;
    }
    counters.erase(std::remove_if(counters.begin(), counters.end(),
                                  [&](const Counter& c) {
                                    return std::any_of(
                                        found.begin(), found.end(),
                                        [&](const Counter& f) { return f.line == c.line; });
                                  }),
                   counters.end());
  }
  return any;
}

}  // namespace dechaff::pages
