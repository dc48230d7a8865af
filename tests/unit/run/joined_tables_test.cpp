// Several files of CSV come out as one table, also when a run is killed on the way.

#include <filesystem>
#include <fstream>

#include "catch.h"
#include "files.h"
#include "render/text_reducer.h"
#include "run/checkpoint.h"
#include "run/run.h"

using namespace dechaff;
namespace fs = std::filesystem;

namespace {

struct Written {
  std::string text;
  std::vector<std::string> errors;
  std::vector<std::pair<RunPlace, std::size_t>> places;  // and how long the text was there
};

Written run_from(RunOptions options, const RunPlace& start) {
  Written out;
  options.start = start;
  options.report = [&](const Error& error) { out.errors.push_back(message_of(error)); };
  options.written = [&](const RunPlace& place) { out.places.emplace_back(place, out.text.size()); };
  const render::CleanWriter writer;
  render::WriterTaker taker(writer, [&](std::string_view bytes) { out.text += bytes; });
  run(options, {}, {}, taker, {});
  return out;
}

}  // namespace

TEST_CASE("tables are joined the same from wherever a run goes on") {
  const TemporaryFolder folder("tables");
  RunOptions options;
  options.reading.format = formats::Format::csv;
  options.reading.batch = 1;
  options.files = {
      folder.write("none", ""), folder.write("\xFF", "id,text,\xFE\r\n1,a,x\r\n2,\"b\r\n\",y"),
      folder.write("same", "\xEF\xBB\xBF\"id\",text,\xFE\n3,c,z\n4,d,z"),
      folder.write("other", "text,id\n5,e\n"), folder.write("last", "id,text,\xFE\n6,f,z")};
  const std::string expected = "id,text,\xFE\r\n1,a,x\r\n2,\"b\r\n\",y\r\n3,c,z\n4,d,z\n6,f,z";
  for (const unsigned jobs : {1U, 3U}) {
    options.jobs = jobs;
    const Written whole = run_from(options, {});
    CHECK(whole.text == expected);
    REQUIRE(whole.errors.size() == 1);
    CHECK(whole.errors[0].find("other:1: error: has the columns \"text\",\"id\"; ") !=
          std::string::npos);
    CHECK(whole.errors[0].find(options.files[1] + ":1 has \"id\",\"text\",\"\xFE\"") !=
          std::string::npos);
    REQUIRE(whole.places.size() > 6);
    for (const auto& [place, length] : whole.places) {
      Checkpoint checkpoint;
      checkpoint.place = place;
      const RunPlace read = parse_checkpoint(print(checkpoint)).place;
      CHECK(whole.text.substr(0, length) + run_from(options, read).text == expected);
    }
  }
}

TEST_CASE("what prints no files reads tables each by itself") {
  const TemporaryFolder folder("tables");
  RunOptions options;
  options.reading.format = formats::Format::csv;
  options.files = {folder.write("a", "id,text\n1,a\n"), folder.write("b", "text\nb\n")};
  options.report = [](const Error& error) { FAIL(message_of(error)); };
  CHECK(run(options, {}, {}, render::ExplainWriter(), {}).documents == 2);
}
