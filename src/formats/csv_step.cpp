#include "formats/csv_step.h"

#include <algorithm>
#include <string>
#include <vector>

#include "formats/csv.h"

namespace dechaff::formats {
namespace {

constexpr std::size_t npos = std::string_view::npos;
/// Records in a row that are believed: of prose, so many lines with the same number of commas are
/// rare.
constexpr std::size_t enough = 16;

struct Step {
  std::size_t at = npos;  // where the records begin
  bool clean = false;     // nothing before them speaks against this way of reading
};

/// Reads `bytes` as what follows `before`: nothing, or an open quote.
Step read_behind(std::string_view before, std::string_view bytes, bool whole, char delimiter,
                 std::size_t columns) {
  CsvScan scan(delimiter);
  scan.find_end(before);
  std::vector<CsvField> fields;
  Step step;
  bool clean = true;
  std::size_t row = 0;
  for (std::size_t at = 0; at < bytes.size() && row < enough;) {
    const std::size_t length = scan.find_end(bytes.substr(at));
    if (length == npos && !whole) break;
    const std::string_view record = bytes.substr(at, length);
    const std::size_t end = at + record.size();
    // The first may be the rest of a record, and is one when something stood before it.
    const std::string first = at == 0 ? std::string(before) + std::string(record) : std::string();
    const bool right = split_csv(at == 0 ? first : record, delimiter, fields) == nullptr;
    if (right && fields.size() == columns && (at > 0 || before.empty())) {
      if (row++ == 0) step.at = at;
    } else if (at == 0) {
      clean = right && fields.size() <= columns;
    } else if (record != "\n" && record != "\r\n") {
      clean = false;
      row = 0;
    }
    if (row == 0) step.at = end == bytes.size() && whole && clean ? end : npos;
    at = end;
  }
  step.clean = clean && step.at != npos;
  return step;
}

}  // namespace

std::size_t find_csv_step(std::string_view bytes, bool whole, char delimiter, std::size_t columns) {
  const Step outside = read_behind("", bytes, whole, delimiter, columns);
  const Step inside = read_behind("\"", bytes, whole, delimiter, columns);
  if (inside.clean) return inside.at;
  if (outside.clean) return outside.at;
  if (outside.at == npos || inside.at == npos) return std::min(outside.at, inside.at);
  return std::max(outside.at, inside.at);
}

}  // namespace dechaff::formats
