#pragma once

#include <array>
#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "signals/columns.h"

namespace dechaff {
struct Document;
}

namespace dechaff::signals {

/// A number that says something about a text. A share is from 0 to 1, a flag is 0 or 1.
struct Signal {
  std::string_view name;     // the name of its implementation: definitions differ
  std::string_view unit;     // "words", "characters", "share", …
  std::string_view meaning;  // one sentence, for docs and reports
};

/// The value of what has no words, lines or characters to count: null in JSON.
inline constexpr double no_value = std::numeric_limits<double>::quiet_NaN();

inline double share(double part, double whole) { return whole == 0 ? no_value : part / whole; }

/// What signals are computed from. `document` is null unless a chain has run over it.
struct Subject {
  TextColumns& columns;
  const Document* document = nullptr;
};

/// Signals of one source that are computed together.
struct Group {
  std::string_view source;  // who defines them, where
  std::vector<Signal> signals;
  unsigned needs;                                // bits of Need
  void (*compute)(const Subject&, double* out);  // fills a value for each of `signals`; or null
  bool needs_chain = false;                      // reads the decisions of a chain
  /// Of n-grams, in place of `compute`: called for n = 1 to 10, with the same `out`.
  void (*ngrams)(const Subject&, const WordColumn&, double* out) = nullptr;
};

/// All groups, in the order in which docs and outputs list them. In registry.cpp.
const std::vector<Group>& groups();

/// Some signals of some groups: what one run computes. Values stand in the order of the registry.
class Selection {
 public:
  /// The signals that `patterns` name: `*` stands for any characters, a leading `!` takes away.
  /// None: all that need no chain. Throws Error with the nearest name for one that fits nothing.
  explicit Selection(const std::vector<std::string>& patterns);

  std::size_t size() const { return names_.size(); }
  std::string_view name(std::size_t i) const { return names_[i]->name; }
  const Signal& signal(std::size_t i) const { return *names_[i]; }
  std::string_view source(std::size_t i) const { return sources_[i]; }
  /// The place of a signal, or size().
  std::size_t find(std::string_view name) const;
  bool needs_chain() const;
  unsigned needs() const { return needs_; }

  /// Fills `values` (size() of them). Not thread-safe with the same columns.
  void compute(std::string_view text, const Document* document, TextColumns& columns,
               std::vector<double>& values) const;

 private:
  struct Part {
    const Group* group;
    std::vector<std::pair<std::size_t, std::size_t>> wanted;  // of the group, of the values
  };
  using Values = std::array<double, 64>;  // of a group

  void compute_ngrams(const Subject& subject, std::vector<double>& values) const;
  static void put(const Part& part, const Values& from, std::vector<double>& values);

  std::vector<Part> parts_;
  std::vector<const Signal*> names_;
  std::vector<std::string_view> sources_;
  unsigned needs_ = 0;
};

/// The names of all signals.
std::vector<std::string_view> signal_names();

}  // namespace dechaff::signals
