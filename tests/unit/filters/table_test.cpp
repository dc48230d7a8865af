// Runs the rows of tests/filters/*.txt; their README says what stands in them.

#include <charconv>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "catch.h"
#include "core/document.h"
#include "formats/marks.h"
#include "rules/pack_library.h"
#include "run/chain.h"
#include "text/utf8.h"

using namespace dechaff;
namespace fs = std::filesystem;

namespace {

std::vector<std::string> split(std::string_view text, std::string_view by) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(by, at), text.size());
    out.emplace_back(text.substr(at, end - at));
    at = end + by.size();
  }
  return out;
}

std::string unescaped(std::string_view cell) {
  std::string out;
  for (std::size_t at = 0; at < cell.size(); ++at) {
    if (cell[at] != '\\' || at + 1 == cell.size()) {
      out += cell[at];
    } else if (const char c = cell[++at]; c != 'u') {
      out += c == 't' ? '\t' : c == 'r' ? '\r' : c;
    } else {
      const std::size_t end = cell.find('}', at);
      REQUIRE(end != std::string_view::npos);
      std::uint32_t code = 0;
      std::from_chars(cell.data() + at + 2, cell.data() + end, code, 16);
      text::append(out, static_cast<char32_t>(code));
      at = end;
    }
  }
  return out;
}

/// Lines with their endings.
std::string lines_of(std::string_view cell) {
  std::string out;
  for (const std::string& line : split(cell, " / ")) out += unescaped(line) + '\n';
  return out;
}

StageSpec stage_of(const std::string& filter, const std::string& settings) {
  StageSpec out{filter, {}, 1};
  if (settings == "-") return out;
  for (const std::string& setting : split(settings, " ")) {
    const std::size_t equals = setting.find('=');
    REQUIRE(equals != std::string::npos);
    out.settings.emplace_back(setting.substr(0, equals), setting.substr(equals + 1));
  }
  return out;
}

/// What came in, from what came out and the marks of the decisions.
std::string rebuilt(const Document& document) {
  std::string out;
  std::size_t at = 0;
  for (const formats::Mark& mark : formats::marks_of(document)) {
    if (mark.by->deed == Deed::flag) continue;
    REQUIRE(mark.span.begin >= at);
    out += document.bytes.substr(at, mark.span.begin - at);
    out += document.bytes.substr(mark.span.begin, mark.span.size());
    at = mark.span.end;
  }
  return out + std::string(document.bytes.substr(at));
}

void run(const fs::path& file) {
  const rules::PackLibrary packs;
  Resources resources;
  resources.packs = &packs;
  std::ifstream in(file);
  std::size_t number = 0, rows = 0;
  for (std::string row; std::getline(in, row);) {
    ++number;
    if (row.empty() || row[0] == '#') continue;
    INFO(file << ':' << number << ": " << row);
    const std::vector<std::string> cells = split(row, " | ");
    REQUIRE(cells.size() == 4);
    Chain chain({stage_of(file.stem().string(), cells[0])}, resources);
    const std::string text = lines_of(cells[1]);
    Document document;
    document.assign(text);
    chain.process(document, 0, 1);
    CHECK(cleaned(document) == (cells[2] == "=" ? text : lines_of(cells[2])));
    CHECK(rebuilt(document) == text);
    ++rows;
  }
  CHECK(rows > 0);
}

}  // namespace

TEST_CASE("the rows of tests/filters hold") {
  for (const auto& entry : fs::directory_iterator(DECHAFF_FILTERS_DIR)) {
    if (entry.path().extension() == ".txt") run(entry.path());
  }
}
