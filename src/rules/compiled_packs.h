#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/pack.h"
#include "rules/rule_set.h"
#include "text/hash.h"

namespace dechaff::rules {

/// The packs of a folder, read: their languages in the order of the folders' names, and all rules
/// in one set (Rule::pack is the index of its language). Rules from a compiled file have no
/// examples and no notes.
struct AllPacks {
  std::vector<LanguageInfo> languages;  // script 0: the pack says nothing of it
  std::unique_ptr<RuleSet> rules;
};

/// The names of the packs in `folder`, sorted. Throws Error.
std::vector<std::string> pack_names(const std::string& folder);

/// The TOML files of the packs, by their hashes.
struct PackSources {
  struct File {
    std::string path;  // below the folder
    text::Hash128 hash;
  };
  std::string folder;
  std::vector<std::string> names;
  std::vector<File> files;

  explicit PackSources(std::string folder_of_packs);
  /// Of names and texts: two folders with equal ones hold the same packs.
  text::Hash128 hash() const;
};

/// Reads the TOML itself, without the rules that `leaves_out` names. Throws Error for a mistake.
AllPacks parse_packs(const std::string& folder,
                     const std::function<bool(const Rule&)>& leaves_out = {});

/// The packs of `folder` in a form that is quickly read: a header ("dechaff.packs/4", the order of
/// this machine's bytes, the hash of the sources, the checksum of the rest), then languages, rules,
/// and the prefilter's tables. Of this machine's kind alone: the file lies beside a program, and no
/// other reads it. Throws Error for a mistake in a pack.
std::string compile_packs(const std::string& folder);

/// Reads what compile_packs() made of these very sources; nothing when it was made of others, by
/// another version or on another kind of machine, or is damaged: then the TOML is to be read. The
/// bytes begin at a multiple of eight and must outlive what is read: its tables stay where they
/// are.
std::optional<AllPacks> read_compiled(std::string_view bytes, const PackSources& sources);

}  // namespace dechaff::rules
