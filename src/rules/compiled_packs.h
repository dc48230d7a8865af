#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/pack.h"
#include "rules/rule_set.h"

namespace dechaff::rules {

/// The packs of a folder, read: their languages in the order of the folders' names, and all rules
/// in one set (Rule::pack is the index of its language). Rules from a compiled file have no
/// examples and no notes.
struct AllPacks {
  std::vector<LanguageInfo> languages;  // script 0: the pack says nothing of it
  std::unique_ptr<RuleSet> rules;
};

/// As many as a PackMask has bits, but for the user's.
inline constexpr std::size_t most_packs = 63;

/// The names of the packs in `folder`, sorted. Throws Error.
std::vector<std::string> pack_names(const RulesFolder& folder);

/// Reads the TOML itself. Throws Error for a mistake.
AllPacks parse_packs(const RulesFolder& folder);

/// The packs of `folder` in a form that is quickly read: "dechaff.packs/4", the order of this
/// machine's bytes, languages, rules, and the prefilter's tables. The build puts it into the
/// program, and no other program reads it. Throws Error for a mistake in a pack.
std::string compile_packs(const RulesFolder& folder);

/// Reads what compile_packs() made; nothing when it is of another kind of machine or cut short.
/// `folder` names the files for messages. The bytes begin at a multiple of eight and must outlive
/// what is read: its tables stay where they are.
std::optional<AllPacks> read_compiled(std::string_view bytes, const RulesFolder& folder);

}  // namespace dechaff::rules
