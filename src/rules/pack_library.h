#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/pack.h"
#include "rules/rule_set.h"
#include "text/abbreviations.h"
#include "text/language.h"

namespace dechaff::rules {

/// The packs of the program and of the user. A pack is a folder named for its language ("de", or
/// "mt-en-zh": English that a machine translated from Chinese; "und": any language). They are read
/// when a page first needs them: the program's own from their compiled form, others from the TOML.
/// Patterns are compiled when a line first needs them. Thread-safe.
class PackLibrary {
 public:
  struct Choice {
    // Their rules apply in any language; one of the same id as the program's takes its place.
    std::vector<std::string> user_folders;
    std::vector<std::string> without_rules, only_kinds;  // ids, kinds
  };

  /// Reads the names of the packs and the user's folders. Throws Error.
  PackLibrary(RulesFolder folder, Choice choice);
  explicit PackLibrary(RulesFolder folder = {}) : PackLibrary(std::move(folder), {}) {}
  ~PackLibrary();

  const std::vector<std::string>& languages() const { return languages_; }

  /// What every page gets: und, en (the second language of pages everywhere), the user's.
  PackMask always() const { return always_; }
  /// The packs for text in `language` (BCP 47; a longer tag falls back on a shorter one), 0 when
  /// there is none.
  PackMask of_language(std::string_view language) const;
  /// The packs whose language is written in one of `scripts`.
  PackMask of_scripts(text::ScriptSet scripts) const;

  /// RuleSet::Matcher for the program's rules and the user's together: hits by rule id. Both throw
  /// Error for a broken pack.
  class Matcher {
   public:
    Matcher(const PackLibrary& library, PackMask packs);
    void match(std::string_view line, std::uint32_t chars, std::uint32_t words,
               std::vector<Hit>& hits);

   private:
    const PackLibrary& library_;
    RuleSet::Matcher rules_;
    std::optional<RuleSet::Matcher> users_;
  };

  /// The program's rules, all packs in one set. Lives as long as the library. Throws Error.
  const RuleSet& rules() const;

  /// What the pack of this name says of its language; null when there is no such pack. Lives as
  /// long as the library.
  const LanguageInfo* language(std::string_view pack) const;

  /// The abbreviations of all packs, which are the bits. Lives as long as the library.
  const text::AbbreviationTable& abbreviations() const;
  /// The pack whose abbreviations a language has; 0: it has none.
  PackMask abbreviations_of(std::string_view language) const;

 private:
  struct Loaded;
  const Loaded& loaded() const;
  bool is_silent(const Rule& rule) const;  // left out, or replaced by one of the user's

  RulesFolder folder_;
  Choice choice_;
  std::vector<std::string> languages_;
  PackMask always_ = 0;
  std::unique_ptr<RuleSet> users_;  // null without any
  mutable std::once_flag once_;
  mutable std::unique_ptr<Loaded> loaded_;
};

}  // namespace dechaff::rules
