#include "run/line_dedup.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "catch.h"
#include "files.h"

using namespace dechaff;
namespace fs = std::filesystem;

TEST_CASE("lines alone give the same bytes as the filter, at any number of workers") {
  const fs::path folder =
      fs::temp_directory_path() / ("dechaff-lines-" + std::to_string(::getpid()));
  fs::create_directories(folder);
  static const std::vector<std::string> lines = {
      "one", "ONE!", "two words", "  two words ", "", "\t", "3.5", "35", "\xE6\xA9\x8B", "long",
      "bad\xFF", "a\rb", "a", "b", "...", "…", "Größe", "GRÖSSE",
      // One mask and one copy take 64 bytes.
      std::string(62, 'x'), std::string(63, 'x'), std::string(64, 'x'), std::string(200, 'y')};
  static const std::vector<std::string> ends = {"\n", "\n", "\n", "\r\n", "\xE2\x80\xA8", "\r"};
  std::mt19937 random(5);
  std::size_t shorter = 0;
  for (int round = 0; round < 120; ++round) {
    RunOptions options;
    options.reading.format = round % 2 == 0 ? formats::Format::lines : formats::Format::text;
    options.reading.batch = 1 + random() % (round % 4 < 2 ? 60 : 3000);
    options.reading.any_bytes = true;
    std::size_t bytes = 0;
    for (int f = 0; f < 2; ++f) {
      std::string text;
      for (std::size_t i = 0, n = random() % 40; i < n; ++i) {
        text += lines[random() % lines.size()];
        text += round % 3 == 0 ? ends[random() % ends.size()] : "\n";
      }
      if (random() % 2 == 0) text += "no ending";
      const fs::path path = folder / ("in" + std::to_string(f));
      std::ofstream(path, std::ios::binary) << text;
      options.files.push_back(path.string());
      bytes += text.size();
    }
    const char* match[] = {"exact", "folded", "folded"};
    const int kind = round % 3;
    StageSpec stage{"dedup", {{"unit", "line"}, {"scope", "input"}, {"min-words", "1"}}, 1};
    stage.settings.emplace_back("match", match[kind]);
    if (kind == 2) stage.settings.emplace_back("any-digit", "true");
    {
      bytes::Output out((folder / "filter").string());
      RunOutputs outputs;
      outputs.text = &out;
      run(options, {stage}, Resources{}, render::CleanWriter(), outputs);
      out.finish();
    }
    for (const unsigned jobs : {1U, 3U}) {
      options.jobs = jobs;
      bytes::Output out((folder / "lines").string());
      const RunTotals totals = dedup_lines(options, {static_cast<LineMatch>(kind), {}, 0}, out);
      out.finish();
      INFO("round " << round << ", jobs " << jobs);
      CHECK(slurp(folder / "lines") == slurp(folder / "filter"));
      CHECK(totals.bytes_in == bytes);
      CHECK(totals.bytes_out == slurp(folder / "lines").size());
      shorter += totals.bytes_out < totals.bytes_in ? 1U : 0U;
    }
  }
  CHECK(shorter > 100);
  fs::remove_all(folder);
}
