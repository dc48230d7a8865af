#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "text/hash.h"
#include "text/span.h"

namespace dechaff {

/// Reasons that belong together; a page to look at shows each family in a colour of its own
/// (render/page/page.css).
enum class Family : std::uint8_t {
  navigation,
  origin,
  social,
  legal,
  elsewhere,
  repeat,
  model,
  repair,
  other
};
inline constexpr std::array<std::string_view, 9> family_names = {
    "navigation", "origin", "social", "legal", "elsewhere", "repeat", "model", "repair", "other"};
constexpr std::string_view name_of(Family family) {
  return family_names[static_cast<std::size_t>(family)];
}

/// Why something was done. `code` is stable, public and complete ("teasers.after-end-marker"):
/// stage or source, a full stop, what it is. `why` is for people. Both are string literals.
struct Reason {
  std::string_view code;
  std::string_view why;
  Family family = Family::other;

  /// What it is: the code without the stage.
  constexpr std::string_view name() const { return code.substr(code.find('.') + 1); }
};

/// What a decision rests on, beside its reason.
struct ByStructure {};  // the form or the place of the text itself
struct ByRule {
  std::string_view id;  // lives as long as the rule packs
};
struct ByModel {
  std::string evidence;  // what weighed most; empty unless somebody reads it: Resources::explaining
};
struct ByRepeat {
  Span of{};  // what it repeats, bytes of the same document; empty when not known
};
struct ByCount {
  std::uint32_t copies = 0;  // how often the text stands in what was read
};
struct ByKey {
  std::size_t unit = 0;  // its number in the document
  text::Hash128 key;
};
using Because = std::variant<ByStructure, ByRule, ByModel, ByRepeat, ByCount, ByKey>;

enum class Deed : std::uint8_t { drop, rewrite, flag };

/// Names as reports have them, in the order of the enumerators.
inline constexpr std::array<std::string_view, 3> deed_names = {"drop", "rewrite", "flag"};
constexpr std::string_view name_of(Deed deed) { return deed_names[static_cast<std::size_t>(deed)]; }

/// One decision of a filter about a stretch of the original document.
struct Decision {
  Deed deed;
  Span span;  // bytes of the original document
  std::size_t line;
  std::string_view stage;
  Reason reason;
  Because because;
  float score = 1;  // 0..1
  std::string replacement;

  /// The rule that decided, or an empty view.
  std::string_view rule_id() const;
  /// What it repeats in the same document, or an empty span.
  Span of() const;
};

/// What a decision rests on, as the field `rule` of reports has it: the rule's id, the evidence,
/// the count, the number of the unit and its key; else empty.
std::string because_text(const Decision& decision);

/// The reason in words, with the rule's id where a rule decided: "a share line: en.share.facebook".
std::string why_of(const Decision& decision);

}  // namespace dechaff
