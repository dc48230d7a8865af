#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "text/hash.h"

namespace dechaff::text {

/// Abbreviations of many languages that end with a full stop and do not end a sentence: "dr.",
/// "z.b.", "т.е.". A bit a language.
class AbbreviationTable {
 public:
  using Languages = std::uint64_t;

  /// In lower case, with the last full stop.
  void add(const std::vector<std::string>& list, Languages language);

  /// The languages in which `token`, in any case and with its full stop, is one. O(token).
  Languages languages_of(std::string_view token) const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view token) const { return hash64(token); }
  };
  std::unordered_map<std::string, Languages, Hash, std::equal_to<>> languages_;
};

/// Those of one text. Its language is asked for, once, when a token comes up that is an
/// abbreviation in some language: most texts have none, and to find a language takes longer than
/// to cut a text into sentences. Not thread-safe.
class Abbreviations {
 public:
  using Languages = AbbreviationTable::Languages;

  /// `table` must outlive it.
  Abbreviations(const AbbreviationTable& table, std::function<Languages()> ask)
      : table_(&table), ask_(std::move(ask)) {}

  bool contains(std::string_view token) const {
    const Languages languages = table_->languages_of(token);
    if (languages == 0) return false;
    if (!of_text_) of_text_ = ask_();
    return (languages & *of_text_) != 0;
  }

 private:
  const AbbreviationTable* table_;
  std::function<Languages()> ask_;
  mutable std::optional<Languages> of_text_;
};

}  // namespace dechaff::text
