#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "core/document.h"

namespace dechaff {

/// What was decided in a run, by reason and rule, and the languages of its documents.
struct Tally {
  struct Count {
    std::uint64_t decisions = 0;
    std::uint64_t bytes = 0;  // dropped or cut, of the original
  };
  using Counts = std::map<std::string, Count, std::less<>>;

  Counts reasons, rules;
  std::map<std::string, std::uint64_t, std::less<>> languages;  // documents; "": not known

  void add(const Document& document);
  void add(const Tally& other);
};

/// Bytes of the original that a decision took away.
std::uint64_t bytes_of(const Decision& decision);

}  // namespace dechaff
