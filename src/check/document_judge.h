#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "check/detectors.h"
#include "check/leftovers.h"
#include "check/markup.h"
#include "check/settings.h"
#include "check/suppressions.h"
#include "check/thresholds.h"
#include "render/writer.h"

namespace dechaff::check {

struct DocumentReport {
  std::string path;
  Figures figures;
  std::vector<Finding> findings;  // by place
  std::size_t suppressed = 0;
};

/// What a worker keeps from document to document.
struct JudgeTools {
  explicit JudgeTools(const Resources& resources) : detectors(resources) {}

  Detectors detectors;
  Leftovers leftovers;
  std::vector<LineKind> kinds;
  std::vector<std::uint64_t> repeated;  // words of each line that `dedup` would drop
  std::vector<Fault> faults;
  std::vector<Leftover> left;
  Suppressions suppressions;
};

/// Builds the report of one document; see ReportReducer. O(bytes).
class DocumentJudge {
 public:
  DocumentJudge(const render::Rendering& what, const PathSettings& settings, JudgeTools& tools);

  DocumentReport build();

 private:
  std::string_view line(std::size_t i) const;
  std::size_t words(std::size_t i) const;
  /// A finding without place, unless its rule is off or a comment takes it out of line `i`.
  std::optional<Finding> found(std::string_view rule, std::string_view cue, std::size_t i,
                               std::string message);
  /// Adds a finding about `span`, bytes of the document; null when it does not count.
  Finding* add(std::string_view rule, std::size_t i, Span span, std::string message,
               std::string_view cue = {});
  /// What mends a decision's finding, where that needs no judgement.
  std::vector<Fix> fixes_of(const Decision& d) const;
  /// Where it is in the file: the line, or the place in the record's line of JSON.
  void place(Finding& finding, std::size_t i, Span span) const;
  /// Adds a finding about the whole document.
  void add(std::string_view rule, std::string message);
  void decision(const Decision& d);
  /// Whether a filter took for chaff what is a part of the text: a line of a wrapped sentence, or
  /// an entry of a list in a document with markup.
  bool is_of_the_text(const Decision& d) const;
  /// Whether the sentence of the full line `i` goes on in `next`: text that was wrapped.
  bool goes_on(std::size_t i, std::size_t next) const;
  void faults(std::size_t i);
  void leftovers();
  /// A last line that ends in the middle: with an ellipsis, or after some words without any stop.
  void truncated();
  void headings();
  void unknown_suppressions();
  void count();
  void limits();

  const render::Rendering& what_;
  const Document& document_;
  const LineTable& lines_;
  const PathSettings& settings_;
  JudgeTools& tools_;
  Markup markup_;
  bool for_terminal_ = false;  // a finding says so
  DocumentReport report_;
};

}  // namespace dechaff::check
