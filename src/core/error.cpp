#include "core/error.h"

#include <algorithm>
#include <vector>

namespace dechaff {

std::string message_of(const Error& error) {
  std::string out;
  const Place& at = error.place;
  if (!at.path.empty()) {
    out += at.path;
    if (at.line != 0) {
      out += ':' + std::to_string(at.line);
      if (at.column != 0) out += ':' + std::to_string(at.column);
    }
    out += ": ";
  }
  out += error.severity == Severity::note ? "note: " : "error: ";
  out += error.what();
  if (!error.excerpt.empty()) {
    out += "\n    " + error.excerpt;
    if (at.column != 0) out += "\n    " + std::string(at.column - 1, ' ') + '^';
  }
  if (!error.help.empty()) out += "\nhelp: " + error.help;
  return out;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), previous(b.size() + 1), current(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) previous[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    current[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t cost = a[i - 1] == b[j - 1] ? 0 : 1;
      current[j] = std::min({previous[j] + 1, current[j - 1] + 1, previous[j - 1] + cost});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        current[j] = std::min(current[j], before[j - 2] + 1);
      }
    }
    before.swap(previous);
    previous.swap(current);
  }
  return previous[b.size()];
}

}  // namespace dechaff
