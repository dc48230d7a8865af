#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "check/settings.h"
#include "core/filter.h"
#include "filters/repairs/mojibake.h"
#include "filters/repairs/translation.h"

namespace dechaff::check {

/// A fault in one line that no stage of the recipe needs to look for.
struct Fault {
  std::string_view rule;
  Span span;  // bytes of the line
  std::string message;
  repairs::Repairs repairs;  // all that mend the line of this fault
};

/// Finds bytes that are not UTF-8, and what `normalize` would mend: mojibake, left-over tags and
/// character references, artefacts of machine translation, invisible characters. One object a
/// thread.
class Detectors {
 public:
  explicit Detectors(const Resources& resources);

  struct Of {
    bool english;  // the words of machine translation from Chinese apply
    bool markup;   // tags and character references are the document's own: Markdown
  };

  /// Appends the faults of `line`, one a rule; those whose level is off are not looked for.
  /// O(line).
  void find(std::string_view line, const PathSettings& settings, Of of, std::vector<Fault>& out);

 private:
  repairs::TranslationWords words_;
  std::unique_ptr<repairs::Mojibake> mojibake_;  // made when first needed
  repairs::Repairs repairs_;
};

}  // namespace dechaff::check
