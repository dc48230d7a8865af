#pragma once

#include "rules/pattern/string_lists.h"

namespace dechaff::rules {

/// What a match may begin with, as it is read part by part: strings that still grow, and those that
/// are long enough.
class Heads {
 public:
  /// Whether the match may have no character yet.
  bool may_be_none() const;
  /// What comes need not be looked at behind strings that are there; nothing may stand before it.
  void settle();
  /// Each growing string with each of `next` behind it; when they become too many, the longer ones
  /// grow no more. Closes when they still are.
  void extend(const Strings& next);
  /// A part that need not be there: it may come next, and so may what comes behind it.
  void maybe(const Strings& next);
  /// What comes is not known.
  void close() { open_ = false; }
  /// All of them; nothing when they say nothing.
  Strings take();

 private:
  void grow(const Strings& next, std::size_t enough);

  Strings growing_ = {""}, done_;
  bool open_ = true;
};

}  // namespace dechaff::rules
