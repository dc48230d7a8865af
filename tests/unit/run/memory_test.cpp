// `dedup --memory`: a run that spills to disk gives the bytes of one that does not.

#include <filesystem>
#include <fstream>
#include <random>

#include "catch.h"
#include "files.h"
#include "run/line_dedup.h"
#include "run/run.h"

using namespace dechaff;
namespace fs = std::filesystem;

namespace {

std::string sentence(std::mt19937& random, unsigned kinds) {
  const std::string number = std::to_string(random() % kinds);
  return random() % 2 == 0 ? "The river rose by " + number + " inches. "
                           : "THE RIVER, rose by " + number + " inches! ";
}

/// JSON Lines with escapes, broken records and ids; plain text in paragraphs; or lines.
std::string input(std::mt19937& random, formats::Format format) {
  std::string out;
  const unsigned kinds = 200 + static_cast<unsigned>(random() % 1500);
  for (int record = 0; record < 250; ++record) {
    std::string text;
    for (std::size_t i = 0, n = 1 + random() % 6; i < n; ++i) {
      text += sentence(random, kinds);
      if (random() % 3 == 0) text += format == formats::Format::jsonl ? "\\n" : "\n";
      if (random() % 5 == 0) text += format == formats::Format::jsonl ? "\\n" : "\n";
    }
    if (format != formats::Format::jsonl) {
      out += text + '\n';
    } else if (record % 40 == 39) {
      out += "{\"id\": 7, \"text\": 3}\n";
    } else {
      out += "{\"id\":\"p" + std::to_string(record) + "\",\"text\":\"" + text + "\"}\n";
    }
  }
  return out;
}

/// Text, removal log and what was counted, of one run of the chain.
std::string run_all(const TemporaryFolder& folder, RunOptions options, StageSpec stage,
                    const std::string& memory) {
  stage.settings.emplace_back("memory", memory);
  std::string said;
  options.report = [&](const Error& error) { said += message_of(error) + '\n'; };
  bytes::Output text((folder.path / "out").string()), log((folder.path / "log").string());
  RunOutputs outputs;
  outputs.text = &text;
  outputs.log = &log;
  const RunTotals totals = run(options, {stage}, Resources{}, render::CleanWriter(), outputs);
  text.finish();
  log.finish();
  for (const std::uint64_t n : {totals.documents, totals.bytes_in, totals.bytes_out, totals.errors,
                                totals.stages[0].decisions, totals.stages[0].bytes}) {
    said += std::to_string(n) + ' ';
  }
  return slurp(folder.path / "out") + said + slurp(folder.path / "log");
}

}  // namespace

TEST_CASE("a run that spills says and writes what an unlimited one does") {
  const TemporaryFolder folder("memory");
  std::mt19937 random(11);
  std::size_t smaller = 0;
  const char* units[] = {"sentence", "line", "paragraph", "document", "clause"};
  for (int round = 0; round < 40; ++round) {
    RunOptions options;
    options.reading.format = round % 3 == 0   ? formats::Format::jsonl
                             : round % 3 == 1 ? formats::Format::lines
                                              : formats::Format::text;
    options.reading.batch = 1000 + random() % 20'000;
    options.stop_at_error = round % 7 == 6;
    std::size_t bytes = 0;
    for (int f = 0; f < 3; ++f) {
      const fs::path path = folder.path / ("in" + std::to_string(f));
      std::ofstream(path, std::ios::binary) << input(random, options.reading.format);
      options.files.push_back(path.string());
      bytes += fs::file_size(path);
    }
    StageSpec stage{"dedup", {{"scope", "input"}, {"min-words", "2"}}, 1};
    stage.settings.emplace_back("unit", units[round % 5]);
    stage.settings.emplace_back("match", round % 2 == 0 ? "exact" : "folded");
    if (round % 5 == 0 && round % 4 == 0) stage.settings.emplace_back("spans", "2");
    const std::string whole = run_all(folder, options, stage, "0");
    for (const unsigned jobs : {1U, 3U}) {
      options.jobs = jobs;
      INFO("round " << round << ", jobs " << jobs);
      CHECK((run_all(folder, options, stage, "4K") == whole));
      CHECK((run_all(folder, options, stage, "20K") == whole));
    }
    smaller += fs::file_size(folder.path / "out") < bytes ? 1U : 0U;
  }
  CHECK(smaller > 25);
}

TEST_CASE("lines alone that spill give what unlimited ones do, with a store too") {
  const TemporaryFolder folder("memory");
  std::mt19937 random(12);
  for (int round = 0; round < 20; ++round) {
    RunOptions options;
    options.reading.format = formats::Format::lines;
    options.reading.batch = 500 + random() % 20'000;
    for (int f = 0; f < 2; ++f) {
      const fs::path path = folder.path / ("in" + std::to_string(f));
      std::ofstream(path, std::ios::binary) << input(random, formats::Format::lines);
      options.files.push_back(path.string());
    }
    LineDedup how;
    how.match = static_cast<LineMatch>(round % 3);
    const auto lines = [&](const std::string& file, std::size_t memory, const char* store) {
      how.memory = memory;
      how.store = store == nullptr ? "" : (folder.path / store).string();
      options.files = {(folder.path / file).string()};
      bytes::Output out((folder.path / "out").string());
      dedup_lines(options, how, out);
      out.finish();
      return slurp(folder.path / "out");
    };
    for (const unsigned jobs : {1U, 3U}) {
      INFO("round " << round << ", jobs " << jobs);
      options.jobs = jobs;
      fs::remove(folder.path / "free");
      fs::remove(folder.path / "bound");
      const std::string alone = lines("in0", 0, nullptr);
      CHECK(alone.size() < fs::file_size(folder.path / "in0"));
      CHECK((lines("in0", 4096, nullptr) == alone));
      CHECK((lines("in0", 30'000, nullptr) == alone));
      CHECK((lines("in0", 0, "free") == alone));
      CHECK((lines("in0", 4096, "bound") == alone));
      CHECK(fs::file_size(folder.path / "free") == fs::file_size(folder.path / "bound"));
      // The store alone is more than the memory of the second run.
      CHECK((lines("in1", 4096, "bound") == lines("in1", 0, "free")));
    }
  }
}
