#include "dedup/drop_list.h"

#include <algorithm>

#include "bytes/source.h"
#include "core/error.h"
#include "text/tsv_cell.h"

namespace dechaff::dedup {
namespace {

constexpr std::size_t most_row = std::size_t{1} << 20;  // bytes

text::Hash128 row_key(std::string_view document, std::string_view unit,
                      std::string_view fingerprint) {
  std::string row(document);
  row += '\t';
  row += unit;
  row += '\t';
  row += fingerprint;
  return text::hash128(row);
}

bool all_digits(std::string_view s) {
  return !s.empty() && std::all_of(s.begin(), s.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

DropList::DropList(const std::string& path) {
  bytes::Source source(path);
  std::string held, piece(std::size_t{1} << 18, '\0');
  std::size_t line = 0;
  const auto take = [&](std::string_view row) {
    ++line;
    if (row.ends_with('\r')) row.remove_suffix(1);
    if (row.empty()) return;
    std::string_view cells[5];
    for (std::size_t i = 0, at = 0; i < 5 && at <= row.size(); ++i) {
      const std::size_t end = std::min(row.find('\t', at), row.size());
      cells[i] = row.substr(at, end - at);
      at = end + 1;
    }
    if (!all_digits(cells[1]))
      throw Error({path, line, 0}, "a row of --drop must begin with a document and a unit's number",
                  std::string(row), "rows are those of 'dechaff dedup --emit keys'");
    rows_.insert(row_key(text::cell_text(cells[0]), cells[1], cells[4]));
  };
  while (const std::size_t n = source.read(piece.data(), piece.size())) {
    held.append(piece, 0, n);
    std::size_t from = 0;
    for (std::size_t end; (end = held.find('\n', from)) != std::string::npos; from = end + 1)
      take(std::string_view(held).substr(from, end - from));
    held.erase(0, from);
    if (held.size() > most_row)
      throw Error({path, line + 1, 0}, "a row of --drop has more than 1 MB", {},
                  "rows are those of 'dechaff dedup --emit keys'");
  }
  if (!held.empty()) take(held);
}

bool DropList::has(std::string_view document, std::size_t unit,
                   std::string_view fingerprint) const {
  const std::string number = std::to_string(unit);
  const text::Hash128 rows[] = {row_key(document, number, fingerprint),
                                row_key(document, number, {})};
  std::uint8_t found[2];
  rows_.find(rows, found);
  return found[0] != 0 || found[1] != 0;
}

}  // namespace dechaff::dedup
