// Behind damage a table is read on from a true record, wherever the rest begins.

#include "formats/csv_step.h"

#include <algorithm>
#include <string>
#include <vector>

#include "catch.h"
#include "formats/csv.h"

using namespace dechaff;

namespace {

struct Table {
  std::string bytes;
  std::vector<std::size_t> begins;  // of records, and the end
  std::size_t columns;
};

/// `records` repeated 40 times.
Table table_of(const std::vector<std::string>& records, std::size_t columns) {
  Table out;
  out.columns = columns;
  for (int i = 0; i < 40; ++i) {
    for (const std::string& record : records) {
      out.begins.push_back(out.bytes.size());
      out.bytes += record;
    }
  }
  out.begins.push_back(out.bytes.size());
  return out;
}

/// Cuts the table everywhere in its first half: how often the step found is no begin of a record,
/// or of a later one than the next but one. A rest that looks like a whole record is one.
std::size_t failures(const Table& table, char delimiter = ',') {
  std::size_t out = 0;
  std::vector<formats::CsvField> fields;
  for (std::size_t cut = 0; cut < table.bytes.size() / 2; ++cut) {
    const std::string_view behind = std::string_view(table.bytes).substr(cut);
    const std::size_t step = formats::find_csv_step(behind, true, delimiter, table.columns);
    const auto next = std::lower_bound(table.begins.begin(), table.begins.end(), cut);
    const char* wrong = formats::split_csv(behind.substr(0, *next - cut), delimiter, fields);
    if (step == 0 && wrong == nullptr && fields.size() == table.columns) continue;
    out += step + cut == *next || step + cut == *(next + 1) ? 0U : 1U;
  }
  return out;
}

}  // namespace

TEST_CASE("records behind damage: prose in quotes") {
  CHECK(
      failures(table_of(
          {"17,\"One mill, on the river,\nopened its \"\"doors\"\" on Saturday.\n\nMany came, and "
           "some stayed.\n\"\n",
           "18,\"Short\"\n", "\n", "19,\"Two\r\nlines, one comma\"\n"},
          2)) == 0);
}

TEST_CASE("records behind damage: no quotes, some quotes, all in quotes") {
  CHECK(failures(table_of({"a,bc,d\n", "e,,f g\n"}, 3)) == 0);
  CHECK(failures(table_of({"\"1\",\"a b\",\"\"\r\n", "\"2\",\"c, \"\"d\"\"\",\"e\"\r\n"}, 3)) == 0);
  CHECK(failures(table_of({"1\tfive \"inches\" of rain\tx\n", "2\t\"more\tof\nit\"\ty\n"}, 3),
                 '\t') == 0);
  CHECK(failures(table_of({"\"one\ncolumn\"\n", "two\n"}, 1)) == 0);
}

TEST_CASE("records behind damage: a list with as many commas as columns") {
  std::string list = "7,\"";
  for (int i = 0; i < 12; ++i) list += "Leeds, " + std::to_string(i) + "\n";
  CHECK(failures(table_of({list + "\"\n", "8,\"x\"\n"}, 2)) == 0);
}

TEST_CASE("records behind damage: nothing is a record, or one is far behind") {
  CHECK(formats::find_csv_step("no record\nhere, or, there\n", false, ',', 2) == std::string::npos);
  CHECK(formats::find_csv_step("", true, ',', 2) == std::string::npos);
  const std::string bad = "a\nb,\"c\"d,e\n\"f\n\",g,h,i,j\n";
  CHECK(formats::find_csv_step(bad + "1,2,3\n4,5,6\n", true, ',', 3) == bad.size());
  CHECK(formats::find_csv_step("tail of a text\n", true, ',', 2) == 15);
}
