#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "check/finding.h"

namespace dechaff::check {

/// Limits of a document, or of the whole input. Shares are of the bytes that the filters see, 0..1.
struct Limits {
  std::optional<double> max_dropped_share;      // what the recipe would drop
  std::optional<double> max_duplicate_share;    // of it, what `dedup` would
  std::optional<double> max_boilerplate_share;  // of it, what `boilerplate` and `teasers` would
  std::optional<std::uint64_t>
      max_repeated_run;  // words of the longest run that `dedup` would drop
  std::optional<std::uint64_t> min_words;
  std::vector<std::string> languages;  // BCP 47; a longer tag of a text fits a shorter one

  /// What `over` sets wins.
  void merge(const Limits& over);
};

/// A level for all rules that a name covers: a rule, or the stage before its dot.
using Levels = std::vector<std::pair<std::string, Level>>;

struct Override {
  std::vector<std::string> paths;  // patterns, glob.h: names_path
  Levels levels;
  Limits document;
};

/// The [check] section of a recipe.
struct Settings {
  Levels levels;
  Limits document, total;
  std::vector<Override> overrides;
  std::vector<std::string> accept;  // text with one of these is no finding

  /// What `over` says comes after, and wins.
  void merge(const Settings& over);
};

/// What holds for one path: later levels win over earlier ones, longer names over shorter ones.
class PathSettings {
 public:
  PathSettings(const Settings& settings, std::string_view path);

  /// Of a rule that nothing names: warning. `cue` is the id of the cue rule behind it, if any; what
  /// names that, or its pack, comes first.
  Level level(std::string_view rule, std::string_view cue = {}) const;
  bool accepts(std::string_view text) const;
  Limits limits;

 private:
  std::vector<std::pair<std::string_view, Level>> levels_;
  const std::vector<std::string>& accept_;
};

/// The rules that check itself has, beside the reasons of the filters.
struct OwnRule {
  std::string_view code, summary;
};
const std::vector<OwnRule>& own_rules();

/// All names that a level may have: stages, reasons, kinds of cues under `boilerplate`, own rules.
std::vector<std::string> known_rules();

/// A sentence about a rule, for readers of a report; empty when it is not known.
std::string summary_of(std::string_view rule);

}  // namespace dechaff::check
