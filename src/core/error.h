#pragma once

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace dechaff {

/// A place in a file. Line and column count from 1, the column in code points; 0 means "not known".
struct Place {
  std::string path;
  std::size_t line = 0;
  std::size_t column = 0;
};

/// A note is shown like an error, and nothing failed.
enum class Severity : std::uint8_t { error, note };

/// What went wrong, where, and the way out. `what()` is the one-line message without the place;
/// `excerpt` is the source line, `help` a remedy; both may be empty. Thrown while loading, reading
/// and writing; never on the path of a line.
class Error : public std::runtime_error {
 public:
  explicit Error(const std::string& message) : std::runtime_error(message) {}
  Error(Place where, const std::string& message, std::string source_line = {},
        std::string remedy = {})
      : std::runtime_error(message),
        place(std::move(where)),
        excerpt(std::move(source_line)),
        help(std::move(remedy)) {}

  Severity severity = Severity::error;
  Place place;
  std::string excerpt;
  std::string help;
};

/// `path:line:col: error: message`, the source line, a caret under the column, and the help line:
/// the form in which every message about a file is shown. Ends without a line feed.
std::string message_of(const Error& error);

/// The candidate nearest to `name` by Damerau-Levenshtein distance (optimal string alignment), or
/// an empty view when none is within a third of its length. For did-you-mean lines.
template <class Range>
std::string_view nearest(std::string_view name, const Range& candidates);

/// Optimal string alignment distance in bytes. O(|a|·|b|).
std::size_t edit_distance(std::string_view a, std::string_view b);

template <class Range>
std::string_view nearest(std::string_view name, const Range& candidates) {
  std::string_view best;
  std::size_t best_distance = name.size() / 3 + 2;
  for (std::string_view candidate : candidates) {
    const std::size_t distance = edit_distance(name, candidate);
    if (distance < best_distance) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

}  // namespace dechaff
