#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "signals/totals/histogram.h"

namespace dechaff::stats {

inline constexpr std::string_view total_schema = "dechaff.total/1";

/// What was found in all documents together.
struct Report {
  struct Row {
    std::string_view name, unit, meaning, source;
    Histogram values;  // a document each
  };
  struct Line {
    std::string text;
    std::uint64_t count;
  };
  struct Rule {
    std::string reason, rule;
    std::uint64_t count, bytes;
  };
  std::uint64_t documents = 0, bytes = 0, lines = 0;
  std::vector<Row> rows;
  std::vector<Line> repeated;  // the commonest lines
  std::uint64_t error = 0;     // their counts are too small by at most this
  std::vector<Rule> rules;     // what removed the most bytes; empty without a chain
};

void append_table(std::string& out, const Report& report);  // for people, 79 columns and more
void append_json(std::string& out, const Report& report);   // docs/formats.md
/// One page without anything from elsewhere, light and dark.
void append_html(std::string& out, const Report& report);

}  // namespace dechaff::stats
